import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { BadInputError } from "../errors";
import { isSchema, type Schema } from "./schema";

/** What a team's program exports. */
export interface Program {
  /** Declares all that one customer has; may be async. */
  readonly customer: (row: unknown) => unknown;
  /**
   * Checks a row, and makes of it what `customer` gets. There must be one, and a strict one (`z.strictObject`): a broken
   * header of a CSV file is a column that nobody knows, in every row.
   */
  readonly schema: Schema;
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
    throw new BadInputError(`the program cannot be loaded: ${messageOf(error)}`);
  }
  const { customer, schema } = module.exports;
  if (typeof customer !== "function") {
    throw new BadInputError("the program must export a function customer(row)");
  }
  if (!isSchema(schema)) {
    throw new BadInputError(
      "the program must export a schema of its rows: z.strictObject of zod 4, or another Standard Schema",
    );
  }
  return { customer: customer as Program["customer"], schema };
}

/** What an error says, wherever it comes from: also what is thrown by a text that was evaluated in another realm. */
export function messageOf(error: unknown): string {
  const { message } = (error ?? {}) as { message?: unknown };
  return typeof message === "string" ? message : String(error);
}
