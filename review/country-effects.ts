import { listed } from "../stack/countries";
import { isUnknown, type StackResource } from "../stack/resource";
import { changes, closes, opens, type Effect, type Words } from "./effect";
import { countryText } from "./wording";

/** What becomes of the countries to which calls are open. */
export const COUNTRY_WORDS: Record<string, Words> = {
  CountryPermission: (then, now) => {
    const wasOpen = then?.properties.enabled === true;
    const isOpen = now?.properties.enabled === true;
    if (now === undefined) {
      const found = then?.properties.enabledBefore === true ? "open" : "closed";
      return then
        ? [
            (wasOpen ? closes : changes)(
              `puts back the permission for ${countryText(then)} as it was found: ${found}`,
            ),
          ]
        : [];
    }
    if (isUnknown(now, "enabled")) {
      const why = `${countryText(now)}: whether they are open is not known here`;
      return [wasOpen ? closes(`may close calls to ${why}`) : opens(`may open calls to ${why}`)];
    }
    if (then !== undefined && wasOpen === isOpen) return [];
    return isOpen
      ? [opens(`opens calls to ${countryText(now)}`)]
      : [closes(`closes calls to ${countryText(now)}`)];
  },

  CountryPermissions: (then, now) => {
    if (now === undefined) return then ? putBack(then) : [];
    if (isUnknown(now, "countries")) {
      return [changes("opens and closes countries that are not known yet")];
    }
    const [before, after] = [then ? listed(then, "countries") : [], listed(now, "countries")];
    const [leftBefore, left] = [then ? listed(then, "ignore") : [], listed(now, "ignore")];
    const opened = without(after, before);
    const closed = [...without(before, [...after, ...left]), ...without(leftBefore, [...after, ...left])];
    const but = left.length > 0 ? ` but ${left.join(", ")}` : "";
    const others = then === undefined ? [closes(`closes calls to every other country${but}`)] : [];
    const alone = then === undefined ? [] : without(left, leftBefore);
    return [
      ...(opened.length > 0 ? [opens(`opens calls to ${opened.join(", ")}`)] : []),
      ...(closed.length > 0 ? [closes(`closes calls to ${closed.join(", ")}`)] : []),
      ...others,
      ...(alone.length > 0 ? [changes(`leaves ${alone.join(", ")} as it is from now on`)] : []),
    ];
  },
};

/** What a deletion does: it puts back what was found, where that is known. */
function putBack(then: StackResource): Effect[] {
  if (!Array.isArray(then.properties.enabledBefore)) {
    return [changes("leaves all countries as they are, open or closed")];
  }
  const [found, open] = [listed(then, "enabledBefore"), listed(then, "countries")];
  const [opened, closed] = [without(found, open), without(open, found)];
  return [
    ...(opened.length > 0 ? [opens(`opens calls to ${opened.join(", ")}, as it was found`)] : []),
    ...(closed.length > 0 ? [closes(`closes calls to ${closed.join(", ")}, as it was found`)] : []),
    ...(opened.length + closed.length === 0 ? [changes("no longer keeps other countries closed")] : []),
  ];
}

function without(countries: readonly string[], others: readonly string[]): string[] {
  return countries.filter((country) => !others.includes(country));
}
