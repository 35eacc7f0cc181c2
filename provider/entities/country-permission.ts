import { defineEntity } from "../entity";

/** The inputs of a country permission. */
export interface CountryPermissionInputs {
  /** The country, as two letters of ISO 3166-1 in any case. A change replaces the resource. */
  isoCode: string;
  /** Whether calls to that country are allowed, for the whole project. */
  enabled: boolean;
}

/** What only the API sets on a country permission. */
export interface CountryPermissionOutputs {
  /** The country's name in English. */
  name: string;
  /** The country's dialing codes, each with `+`. */
  countryDialingCodes: string[];
  /** The value that was found before the first change; it is put back when the resource is deleted. */
  enabledBefore: boolean;
}

/**
 * Whether calls to a country are allowed. The setting exists for every country of a project: creating the resource
 * takes it over, deleting it puts back the value that was found. After an import that is the API's default: `true`
 * for US and CA, `false` for all others.
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
    onByDefault: ["US", "CA"],
  },
  idForm: "isoCode",
  inputs: (field) => ({ isoCode: field.isoCountry(), enabled: field.flag(true) }),
  outputs: ["name", "countryDialingCodes", "enabledBefore"],
  replaceOn: ["isoCode"],
  deleteBeforeReplace: true,
  secrets: [],
});
