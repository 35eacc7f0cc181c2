import type { SettingSetRoute } from "../entity";
import type { JsonObject } from "../json";
import { be, spoken } from "../words";
import { hasUnknown } from "../unknown";
import { idsIn, isOn, onesOn, type Settings } from "./setting-list";

/**
 * What to say of settings that an update is going to switch although no preview shows it: those that are on and not
 * listed, and those that somebody has switched off since. Where the program agrees with the state, only an update with
 * a refresh switches them.
 */
export function foreseen(
  route: SettingSetRoute,
  now: Settings,
  { olds, news }: { olds: JsonObject; news: JsonObject },
): string[] {
  const { listed, ignored, words } = route;
  const [off, on] = words;
  if (hasUnknown(news)) {
    const open = onesOn(route, now, hasUnknown(news[ignored]) ? [] : idsIn(news, ignored));
    const keys = [listed, ignored].filter((key) => hasUnknown(news[key]));
    return [
      `which it closes shows in the update, since ${spoken(keys)} ${be(keys)} not known yet: ` +
        `${spoken(open)} ${be(open)} ${on} in the account`,
    ];
  }
  const isSame = (key: string): boolean => isSameSet(idsIn(olds, key), idsIn(news, key));
  const isAgreed = Object.keys(olds).length > 0 && isSame(listed) && isSame(ignored);
  const wanted = idsIn(news, listed);
  const more = onesOn(route, now, [...wanted, ...idsIn(news, ignored)]);
  // What is newly listed is in the preview already.
  const less = wanted.filter((id) => idsIn(olds, listed).includes(id) && !isOn(route, now.get(id))).sort();
  const lines = [
    { ids: more, verb: "closes", is: `${on} in the account and not in ${listed}` },
    { ids: less, verb: "opens", is: `${off} in the account and in ${listed}` },
  ];
  return lines
    .filter(({ ids }) => ids.length > 0)
    .map(({ ids, verb, is }) => {
      const [they, them] = ids.length > 1 ? ["they are", "them"] : ["it is", "it"];
      return isAgreed
        ? `${spoken(ids)} ${be(ids)} ${is}: \`pulumi up --refresh\` ${verb} ${them}`
        : `${verb} ${spoken(ids)}: ${they} ${is}`;
    });
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}
