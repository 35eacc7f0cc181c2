/**
 * Prints, as a line of JSON, the Chromium that the tests of the emulator's page and of pictures run: `path`, and in `env` the
 * variables it needs. A Chromium of the system comes first; else the one in `@sparticuz/chromium`, which is unpacked
 * once, with the libraries that a small container lacks. On a machine that can run neither, `reason` says why.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "./lock.mjs";
import { LOCAL, ROOT } from "./setup.mjs";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const PACKAGE = "@sparticuz/chromium";

console.log(JSON.stringify(await chromium()));

async function chromium() {
  const path = INSTALLED.find(existsSync);
  if (path !== undefined) return { path, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64" || !isGlibc()) {
    return { reason: `no Chromium under /usr/bin, and the one of ${PACKAGE} is for Linux with glibc on x64` };
  }
  const folder = join(LOCAL, `chromium-${carriedVersion()}`);
  if (!existsSync(folder)) await withLock(join(LOCAL, "locks", "chromium"), () => unpack(folder));
  return {
    path: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") },
  };
}

/** The folder appears when it is complete: what was interrupted is not taken for a browser. */
async function unpack(folder) {
  if (existsSync(folder)) return;
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  // The package unpacks into the folder for temporary files, and its libraries only where it believes to be on Lambda.
  process.env.TMPDIR = fresh;
  process.env.AWS_EXECUTION_ENV = "AWS_Lambda_nodejs20.x";
  await (await import(PACKAGE)).default.executablePath();
  writeFileSync(join(fresh, "fonts", "fonts.conf"), fontsIn(join(folder, "fonts")));
  renameSync(fresh, folder);
}

/** The package's own file names folders of Lambda; without a single font, Chromium crashes at the first page. */
function fontsIn(folder) {
  return `<fontconfig><dir>${folder}</dir><cachedir>${folder}-cache</cachedir></fontconfig>\n`;
}

function carriedVersion() {
  return JSON.parse(readFileSync(join(ROOT, "node_modules", PACKAGE, "package.json"), "utf8")).version;
}

function isGlibc() {
  return process.report.getReport().header.glibcVersionRuntime !== undefined;
}
