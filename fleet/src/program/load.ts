import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { BadInputError } from "../errors";
import { isSchema, type Schema } from "./schema";

/** What a team's program exports. */
export interface Program {
  /** Declares all that one customer has; may be async. */
  readonly customer: (row: unknown) => unknown;
  /** Checks a row, and makes of it what `customer` gets. */
  readonly schema: Schema | undefined;
}

/** Evaluates a compiled program; what it requires is looked for from the folder. @throws BadInputError */
export function loadProgram(text: string, folder: string): Program {
  const filename = join(folder, "customer.compiled.js");
  const module = { exports: {} as Record<string, unknown> };
  try {
    const names = ["exports", "require", "module", "__filename", "__dirname"];
    const evaluate = compileFunction(text, names, { filename }) as (...args: unknown[]) => void;
    evaluate(module.exports, createRequire(filename), module, filename, folder);
  } catch (error) {
    throw new BadInputError(
      `the program cannot be loaded: ${error instanceof Error ? error.message : "it throws"}`,
    );
  }
  const { customer, schema } = module.exports;
  if (typeof customer !== "function") {
    throw new BadInputError("the program must export a function customer(row)");
  }
  if (schema !== undefined && !isSchema(schema)) {
    throw new BadInputError(
      "the program's export schema must be a schema of zod 4, or another Standard Schema",
    );
  }
  return { customer: customer as Program["customer"], schema };
}
