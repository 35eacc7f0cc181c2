import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { VERSION } from "../provider/version";

/** Pulumi starts the provider in the folder in which the program starts. */
const FOLDER = process.cwd();

/** What Pulumi's CLI runs programs with. In unit tests and inline programs nothing is known of the provider's folder. */
const PROGRAM_HOST = /[\\/]@pulumi[\\/]pulumi[\\/]cmd[\\/]run([\\/]|$)/;

let isLoadable: boolean | undefined;

/**
 * Refuses a program from whose folder this package cannot be loaded, before anything is registered. Pulumi looks there
 * for the provider, wherever the classes came from: with pnpm and in workspaces, the dependency of a library is often
 * not in sight of the program.
 *
 * @throws pulumi.RunError with the line to add
 */
export function refuseUnloadable(): void {
  isLoadable ??= !PROGRAM_HOST.test(process.argv[1] ?? "") || canLoad("pulumi-sinch/runtime");
  if (!isLoadable) {
    throw new pulumi.RunError(
      `pulumi-sinch cannot be loaded from the program's folder, ${FOLDER}, where Pulumi looks for the provider: a ` +
        `library that depends on it is not enough. Add "pulumi-sinch": "^${VERSION}" to "dependencies" in ` +
        `${join(FOLDER, "package.json")} and install`,
    );
  }
}

function canLoad(module: string): boolean {
  try {
    createRequire(join(FOLDER, "program.js")).resolve(module);
    return true;
  } catch {
    return false;
  }
}
