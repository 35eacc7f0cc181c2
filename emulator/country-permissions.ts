import { COUNTRIES, type Country } from "./countries";
import { notFound } from "./errors";
import { asObject, requiredFlag } from "./json";
import { ok, param, type Answer, type Call } from "./operation";
import type { Project } from "./project";

const ENABLED_BY_DEFAULT: ReadonlySet<string> = new Set(["US", "CA"]);

/** GET /countryPermissions: all countries at once, without pages. */
export function getCountryPermissions({ project }: Call): Answer {
  const countryPermissions = [...COUNTRIES.values()].map((country) => permissionJson(project, country));
  return ok({ countryPermissions });
}

/** GET /countryPermissions/{isoCode} */
export function getCountryPermission(call: Call): Answer {
  return ok(permissionJson(call.project, countryOf(call)));
}

/** PUT /countryPermissions/{isoCode} */
export function updateCountryPermission(call: Call): Answer {
  const { project } = call;
  const country = countryOf(call);
  const enabled = requiredFlag(asObject(call.body), "enabled");
  if (enabled === ENABLED_BY_DEFAULT.has(country.isoCode)) project.countryPermissions.delete(country.isoCode);
  else project.countryPermissions.set(country.isoCode, enabled);
  return ok(permissionJson(project, country));
}

function countryOf(call: Call): Country {
  const isoCode = param(call, "isoCode");
  const country = COUNTRIES.get(isoCode);
  if (!country) throw notFound("Country Permission", isoCode);
  return country;
}

function permissionJson(project: Project, country: Country): object {
  const { isoCode } = country;
  const enabled = project.countryPermissions.get(isoCode) ?? ENABLED_BY_DEFAULT.has(isoCode);
  return { ...country, enabled };
}
