import * as sinch from "pulumi-sinch";

/** Calls go to these countries and to no others; another stack decides of Sweden. */
const open = new sinch.CountryPermissions("open", { countries: ["US", "CA", "GB"], ignore: ["SE"] });

/** What was open before, and is again once this is destroyed. */
export const openBefore = open.enabledBefore;
