/** The version of this package, as sent in `User-Agent`; a test holds it to package.json. */
export const VERSION = "0.1.0";
