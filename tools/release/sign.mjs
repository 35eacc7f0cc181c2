/** Signatures of executables for macOS, which on ARM starts nothing that is not signed, at least ad hoc. */
import { renameSync } from "node:fs";
import { join } from "node:path";
import { programBuiltOnce } from "../built-once.mjs";
import { run } from "../processes.mjs";
import { must } from "./common.mjs";

/** Of the crate apple-codesign, whose program is rcodesign. */
const RCODESIGN = "0.29.0";

/**
 * Signs an executable ad hoc: by Apple's own program on a Mac, elsewhere by rcodesign, which is built once where there is
 * cargo.
 *
 * @returns {Promise<string[]>} what is to be said of it
 */
export async function signAdHoc(executable) {
  if (process.platform === "darwin") {
    await must("codesign", ["--force", "--sign", "-", executable]);
    return [];
  }
  const { program, reason } = await rcodesign();
  if (program === undefined) return [`is not signed: ${reason}`];
  await must(program, ["sign", executable]);
  const told = await must(program, ["print-signature-info", executable]);
  if (!/flags: CodeSignatureFlags\(ADHOC\)/.test(told))
    throw new Error(`${executable} is not signed ad hoc.`);
  return ["is signed ad hoc by rcodesign, and no Mac has looked at it"];
}

async function rcodesign() {
  return await programBuiltOnce("rcodesign", RCODESIGN, async (folder) => {
    console.error(`Building rcodesign ${RCODESIGN} from its crate: some minutes, once.`);
    const args = ["install", `apple-codesign@${RCODESIGN}`, "--locked", "--root", folder];
    const { status, stderr } = await run("cargo", args);
    if (status === 127) return { reason: "there is no rcodesign here, and no cargo to build it" };
    if (status !== 0) return { reason: `rcodesign cannot be built: ${stderr.slice(-300)}` };
    renameSync(join(folder, "bin", "rcodesign"), join(folder, "rcodesign"));
    return {};
  });
}
