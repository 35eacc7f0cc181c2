import * as sinch from "pulumi-sinch";

const sweden = new sinch.CountryPermission("sweden", { isoCode: "SE", enabled: true });

/** Sweden's dialing codes, such as +46. */
export const dialingCodes = sweden.countryDialingCodes;
