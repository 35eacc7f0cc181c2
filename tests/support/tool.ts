import { execFileSync } from "node:child_process";
import { join } from "node:path";

export const TOOLS = join(__dirname, "..", "..", "tools");

/** Evaluates an expression over a tool's exports, `tool`, in a process of its own: jest cannot import ES modules. */
export function evaluate(tool: string, expression: string, env: NodeJS.ProcessEnv = {}): unknown {
  const script = `const tool = await import(${JSON.stringify(join(TOOLS, tool))});
    console.log(JSON.stringify((await (${expression})) ?? null));`;
  const output = execFileSync(process.execPath, ["--input-type=module"], {
    input: script,
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}
