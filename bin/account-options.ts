import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { Client } from "../provider/api/client";
import { CONFIG_KEYS, clientOptions, type ConfigValues } from "../provider/config";
import { isObject } from "../provider/json";

/** What `--help` says about it. */
export const ACCOUNT_HELP = `
The account is that of the variables SINCH_KEY_ID, SINCH_KEY_SECRET and SINCH_PROJECT_ID, or of a stack's
configuration with --stack; with --account, the one of that name in sinch:accounts or SINCH_ACCOUNTS.`;

/** The option of all commands that need an account. */
export const ACCOUNT_OPTION = ["--account <name>", "one of the accounts by name"] as const;

/** Which account a command is about. */
export interface AccountFlags {
  stack?: string;
  account?: string;
}

/** The client for a stack's configuration, or for that of the environment. */
export async function accountClient({ stack, account }: AccountFlags): Promise<Client> {
  const values = stack === undefined ? {} : await stackConfiguration(stack);
  return new Client(clientOptions(values, process.env, { account }));
}

/** A stack's `sinch:` values, decrypted by the Pulumi CLI in the current folder's project. */
export async function stackConfiguration(stack: string): Promise<ConfigValues> {
  const values: unknown = JSON.parse(await pulumi(["config", "--json", "--show-secrets", "--stack", stack]));
  return Object.fromEntries(
    CONFIG_KEYS.flatMap((key) => {
      const entry = isObject(values) ? values[`sinch:${key}`] : undefined;
      return isObject(entry) && typeof entry.value === "string" ? [[key, entry.value]] : [];
    }),
  );
}

/** A stack's state, as `pulumi stack export` prints it: secrets encrypted. */
export async function stackState(stack: string): Promise<string> {
  return await pulumi(["stack", "export", "--stack", stack]);
}

/** The selected stack of the current folder's project. */
export async function selectedStack(): Promise<string> {
  const name = (await pulumi(["stack", "--show-name"])).trim();
  if (name === "") throw new Error("no stack is selected here: choose one with --stack");
  return name;
}

/** All stacks of the backend, of whatever project. */
export async function allStacks(): Promise<string[]> {
  const stacks: unknown = JSON.parse(await pulumi(["stack", "ls", "--all", "--json"]));
  return Array.isArray(stacks) ? stacks.map((one: { name: string }) => one.name) : [];
}

/** What a refresh finds, as JSON; nothing is stored. One that fails prints its diagnostics all the same. */
export async function refreshed(stack: string): Promise<string> {
  return await pulumi(["refresh", "--stack", stack, "--preview-only", "--run-program", "--json"], {
    isKeptOnFailure: true,
  });
}

/** Far above any state. */
const MAX_OUTPUT_BYTES = 1024 ** 3;

async function pulumi(args: string[], { isKeptOnFailure = false } = {}): Promise<string> {
  // The answer to all of Pulumi's questions contradicts --preview-only.
  const { PULUMI_SKIP_CONFIRMATIONS: _, ...env } = process.env;
  try {
    const { stdout } = await promisify(execFile)("pulumi", [...args, "--non-interactive"], {
      maxBuffer: MAX_OUTPUT_BYTES,
      env,
    });
    return stdout;
  } catch (error) {
    const { code, stderr, stdout = "" } = error as { code?: unknown; stderr?: string; stdout?: string };
    if (isKeptOnFailure && stdout.trimStart().startsWith("{")) return stdout;
    const reason = code === "ENOENT" ? "the Pulumi CLI is not on the PATH" : (stderr ?? "").trim();
    throw new Error(`pulumi ${args.join(" ")} failed: ${reason}`, { cause: error });
  }
}
