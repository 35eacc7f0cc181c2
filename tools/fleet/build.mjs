/** Installs what fleet/ depends on, compiles it into fleet/dist, and bundles its workflows, as Temporal's workers take them. */
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { run } from "../processes.mjs";
import { ensureDependencies, ROOT } from "../setup.mjs";
import { FLEET } from "./servers.mjs";

/** @throws {Error} with the compiler's output */
export async function buildFleet({ say = console.log } = {}) {
  await ensureDependencies({ say, folder: FLEET });
  rmSync(join(FLEET, "dist"), { recursive: true, force: true });
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const compile = [compiler, "--pretty", "false", "-p", "tsconfig.build.json"];
  const { status, stdout, stderr } = await run(process.execPath, compile, { cwd: FLEET });
  if (status !== 0) throw new Error(`fleet/ does not compile.\n${stdout}${stderr}`);
  for (const file of ["page.html", "page.css", "page.js"]) {
    cpSync(join(FLEET, "src", "page", file), join(FLEET, "dist", "page", file));
  }
  const { bundleWorkflowCode, DefaultLogger } = createRequire(join(FLEET, "package.json"))(
    "@temporalio/worker",
  );
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(FLEET, "dist", "workflows", "index.js"),
    logger: new DefaultLogger("ERROR"),
  });
  writeFileSync(join(FLEET, "dist", "workflows.bundle.js"), withoutPlace(code));
}

/** The source map, which workers insist on, without the checkout's place: the same bytes everywhere, and no private path. */
function withoutPlace(code) {
  return code.replace(/(sourceMappingURL=data:[^,]*,)(\S+)/, (_, before, inline) => {
    const place = JSON.stringify(FLEET).slice(1, -1);
    const map = JSON.parse(Buffer.from(inline, "base64").toString().replaceAll(place, "fleet"));
    // Its name has a hash of that place.
    const text = JSON.stringify({ ...map, file: "workflows.bundle.js" });
    return `${before}${Buffer.from(text).toString("base64")}`;
  });
}

if (process.argv[1] === import.meta.filename) {
  try {
    await buildFleet();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
