/** The version of this package, as sent in `User-Agent`; a test holds it to package.json. */
export const VERSION = "0.1.0";

/** The npm name of the SDK that Pulumi generates from the schema; `pulumi-sinch` itself is the dynamic classes. */
export const NODEJS_PACKAGE = "@pulumi-sinch/sinch";
