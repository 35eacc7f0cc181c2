import type { IsoCountry } from "../countries";
import { defineEntity } from "../entity";

/** The inputs of a country permission. */
export interface CountryPermissionInputs {
  /** The country, as two letters of ISO 3166-1 in any case. A change replaces the resource. */
  isoCode: IsoCountry;
  /** Whether calls to that country are allowed, for the whole project. */
  enabled: boolean;
}

/** What only the API sets on a country permission. */
export interface CountryPermissionOutputs {
  /** The country's name in English. */
  name: string;
  /** The country's dialing codes, each with `+`. */
  countryDialingCodes: string[];
  /**
   * The value that was read before the first change, and is put back when the resource is deleted. Absent where no
   * such value was read, as after an import or where the country was as declared already; then a deletion leaves the
   * country as it is, and says so.
   */
  enabledBefore?: boolean;
}

/**
 * Whether calls to a country are allowed. The setting exists for every country of a project: creating the resource
 * takes it over, deleting it puts back the value that was read before the first change. Where none was read, since
 * the country was imported or was as declared already, it is left as it is.
 */
export const countryPermission = defineEntity<CountryPermissionInputs, CountryPermissionOutputs>({
  name: "CountryPermission",
  title: "country permission",
  route: {
    form: "setting",
    path: "/countryPermissions",
    key: "isoCode",
    field: "enabled",
    listKey: "countryPermissions",
    foundAs: "enabledBefore",
    words: ["closed", "open"],
  },
  idForm: "isoCode",
  inputs: (field) => ({ isoCode: field.isoCountry(), enabled: field.flag(true) }),
  outputs: ["name", "countryDialingCodes", "enabledBefore"],
  replaceOn: ["isoCode"],
  readOnly: ["continent"],
  deleteBeforeReplace: false,
  secrets: [],
});
