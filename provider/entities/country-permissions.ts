import type { IsoCountry } from "../countries";
import { defineEntity } from "../entity";

/** The inputs of the permissions of all countries. */
export interface CountryPermissionsInputs {
  /**
   * The countries to which calls are open, each as two letters of ISO 3166-1 in any case, in any order; all others are
   * closed. An empty list closes every country. The preview names each country that is closed for it.
   */
  countries: IsoCountry[];
  /**
   * Countries that are left alone, open or closed, since another stack or a `CountryPermission` decides of them. None of
   * them may be in `countries`. A country that comes in here stays as it is.
   */
  ignore?: IsoCountry[];
}

/** What only the API sets on the permissions of all countries. */
export interface CountryPermissionsOutputs {
  /**
   * The countries that were open before the first change, without those in `ignore`: they are open again, and all others
   * closed, when the resource is deleted. Absent where that was not read, as after an import; then a deletion leaves all
   * countries as they are, and says so.
   */
  enabledBefore?: string[];
}

/**
 * To which countries calls are allowed, for the whole project: those that are listed, and no others. What somebody opens
 * or closes by hand is drift. One project has one; a `CountryPermission` beside it is refused unless `ignore` has
 * its country. Creating the resource closes what is open and not listed, as the United States and Canada usually are at
 * first; deleting it puts back what was open before.
 *
 * @drift A refresh shows `countries` with what somebody opened and without what somebody closed, but for what is in
 * `ignore`; `pulumi up --refresh` puts it back. A plain preview reads the list as well, and says so.
 */
export const countryPermissions = defineEntity<CountryPermissionsInputs, CountryPermissionsOutputs>({
  name: "CountryPermissions",
  title: "country set",
  route: {
    form: "settingSet",
    id: "countries",
    single: "CountryPermission",
    path: "/countryPermissions",
    key: "isoCode",
    field: "enabled",
    listKey: "countryPermissions",
    listed: "countries",
    ignored: "ignore",
    foundAs: "enabledBefore",
    words: ["closed", "open"],
    readOnly: ["name", "countryDialingCodes", "continent"],
  },
  idForm: "countries",
  inputs: (field) => ({ countries: field.countries(), ignore: field.optionalCountries() }),
  outputs: ["enabledBefore"],
  replaceOn: [],
  deleteBeforeReplace: false,
  secrets: [],
  unordered: { countries: "text", ignore: "text" },
  check: ({ countries = [], ignore = [] }) =>
    ignore.flatMap((country, index) =>
      countries.includes(country)
        ? [
            {
              property: `ignore[${index}]`,
              reason: `is "${country}", which is in countries too: a country is either declared or left alone`,
            },
          ]
        : [],
    ),
});
