import { createHash } from "node:crypto";
import { basename, dirname } from "node:path";
import { build, type BuildFailure } from "esbuild";
import { BadInputError } from "../errors";

/** A program as it is kept and run: one CommonJS text. */
export interface Compiled {
  readonly text: string;
  /** SHA-256 of the text. */
  readonly hash: string;
}

/**
 * Bundles a program with what it imports, but for Pulumi and this project's packages. The same sources are the same
 * text, wherever their folder is: no paths, no source map.
 *
 * @throws BadInputError with the compiler's first errors
 */
export async function compileProgram(file: string): Promise<Compiled> {
  try {
    const { outputFiles } = await build({
      entryPoints: [basename(file)],
      absWorkingDir: dirname(file),
      bundle: true,
      write: false,
      platform: "node",
      format: "cjs",
      target: "node20",
      external: ["@pulumi/*", "pulumi-sinch", "pulumi-sinch/*", "pulumi-sinch-fleet"],
      // So that no comment and no key has the path of a module.
      minify: true,
      keepNames: true,
      charset: "utf8",
      legalComments: "none",
      // What stays outside is required: nothing is imported by a text that was evaluated.
      supported: { "dynamic-import": false },
      logLevel: "silent",
    });
    const text = outputFiles[0]?.text ?? "";
    return { text, hash: createHash("sha256").update(text).digest("hex") };
  } catch (error) {
    const { errors = [] } = error as Partial<BuildFailure>;
    if (errors.length === 0) throw error;
    const told = errors.slice(0, 3).map(({ location, text }) => {
      return location === null ? text : `${location.file}:${location.line}: ${text}`;
    });
    throw new BadInputError(`the program does not compile: ${told.join("; ")}`);
  }
}
