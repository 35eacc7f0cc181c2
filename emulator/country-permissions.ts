import { COUNTRIES, type Country } from "./countries";
import { notFound } from "./errors";
import { asObject, requiredFlag } from "./json";
import { ok, param, type Answer, type Call } from "./operation";

/** GET /countryPermissions: all countries at once, without pages. */
export function getCountryPermissions(call: Call): Answer {
  const countryPermissions = [...COUNTRIES.values()].map((country) => permissionJson(call, country));
  return ok({ countryPermissions });
}

/** GET /countryPermissions/{isoCode} */
export function getCountryPermission(call: Call): Answer {
  return ok(permissionJson(call, countryOf(call)));
}

/** PUT /countryPermissions/{isoCode} */
export function updateCountryPermission(call: Call): Answer {
  const { project } = call;
  const country = countryOf(call);
  const enabled = requiredFlag(asObject(call.body), "enabled");
  if (enabled === isOpenAtFirst(call, country)) project.countryPermissions.delete(country.isoCode);
  else project.countryPermissions.set(country.isoCode, enabled);
  return ok(permissionJson(call, country));
}

function countryOf(call: Call): Country {
  const isoCode = param(call, "isoCode");
  const country = COUNTRIES.get(isoCode);
  if (!country) throw notFound("Country Permission", isoCode);
  return country;
}

function isOpenAtFirst({ switches }: Call, { isoCode }: Country): boolean {
  return switches.openCountries.includes(isoCode);
}

function permissionJson(call: Call, country: Country): object {
  const enabled = call.project.countryPermissions.get(country.isoCode) ?? isOpenAtFirst(call, country);
  return { ...country, enabled };
}
