/** `npm run conformance`: tries the rules of the API in plain HTTP, on the emulator or on a real account. */
import { parseArgs } from "node:util";
import { endProgramsOnInterrupt, run } from "./processes.mjs";
import { ensureDependencies, ROOT } from "./setup.mjs";

const HELP = `npm run conformance [-- OPTIONS]

Tries the rules of the Elastic SIP Trunking API that this package relies on. Without an address it starts the
emulator. With one it uses the account in SINCH_KEY_ID, SINCH_KEY_SECRET and SINCH_PROJECT_ID: what it makes has
names that begin with the prefix and is deleted at the end (after an interruption, look for the prefix); it
neither rents nor releases nor binds a number, and changes no permission. It has been run against the emulator only;
a failure on a real account means that a rule is not as public material led us to believe. The line that begins with
"Found:" says whether a username can be added to a list, and which configuration goes with that.

  --api-url URL       the trunking API, such as https://elastic-trunking.api.sinch.com
  --auth-url URL      the token endpoint's host (default: Sinch's, or the trunking API's if that is another)
  --numbers-url URL   the Numbers API (default: the same way)
  --prefix TEXT       what the names of all that is made begin with (default: conformance)
  --help              this text

Examples:
  npm run conformance
  npm run conformance -- --api-url http://127.0.0.1:4010
  npm run conformance -- --api-url https://elastic-trunking.api.sinch.com --prefix trial

Exit status: 0 all rules hold, 1 some do not, 2 wrong usage, 130 interrupted.`;

const options = readOptions();
endProgramsOnInterrupt();
try {
  await ensureDependencies();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const jest = ["node_modules/jest/bin/jest.js", "--selectProjects", "unit", "--runInBand", "--verbose"];
const { status } = await run(process.execPath, [...jest, "tests/conformance"], {
  cwd: ROOT,
  env: { ...process.env, ...environment(options) },
  show: true,
});
process.exit(status === 0 ? 0 : 1);

function readOptions() {
  const text = { type: "string" };
  try {
    const { values } = parseArgs({
      options: {
        "api-url": text,
        "auth-url": text,
        "numbers-url": text,
        prefix: text,
        help: { type: "boolean" },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    for (const name of ["api-url", "auth-url", "numbers-url"]) {
      if (values[name] !== undefined && !URL.canParse(values[name]))
        throw new Error(`--${name} must be a URL`);
    }
    if (values.prefix !== undefined && !/^[a-z][a-z0-9-]{0,30}$/.test(values.prefix)) {
      throw new Error("--prefix must be small letters, digits and hyphens, such as trial");
    }
    return values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

function environment(values) {
  const names = {
    "api-url": "CONFORMANCE_API_URL",
    "auth-url": "CONFORMANCE_AUTH_URL",
    "numbers-url": "CONFORMANCE_NUMBERS_URL",
    prefix: "CONFORMANCE_PREFIX",
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([option, name]) => {
      // A slash at the end would be doubled by the paths.
      const value = values[option]?.replace(/\/+$/, "");
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
