import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "../provider/api/client";
import { CONFIG_KEYS, clientOptions, type ConfigValues } from "../provider/config";
import { isObject } from "../provider/json";

/** What `--help` says about it. */
export const ACCOUNT_HELP = `
The account is that of a stack's configuration: of --stack, or of the stack that is selected in this folder's project.
Where no project is, it is that of the variables SINCH_KEY_ID, SINCH_KEY_SECRET and SINCH_PROJECT_ID; with --account,
the one of that name in sinch:accounts or SINCH_ACCOUNTS.`;

/** The option of all commands that need an account. */
export const ACCOUNT_OPTION = ["--account <name>", "one of the accounts by name"] as const;

/** Which account a command is about. */
export interface AccountFlags {
  stack?: string;
  account?: string;
}

/** The client for a stack's configuration, or for that of the environment. */
export async function accountClient({ stack, account }: AccountFlags): Promise<Client> {
  const { values } = await stackValues(stack);
  return clientOf(values, account);
}

/** The client of an account of a configuration. */
export function clientOf(values: ConfigValues, account: string | undefined): Client {
  return new Client(clientOptions(values, process.env, { account }));
}

/**
 * The `sinch:` values of a stack: of the one that an option names, else of the selected one. A selected stack that
 * cannot be read, as without its passphrase, leaves the account to the variables.
 */
export async function stackValues(
  asked: string | undefined,
): Promise<{ stack?: string; values: ConfigValues }> {
  const stack = await stackOrSelected(asked);
  if (stack === undefined) return { values: {} };
  try {
    return { stack, values: await stackConfiguration(stack) };
  } catch (error) {
    if (asked !== undefined || process.env.SINCH_KEY_SECRET === undefined) throw error;
    console.error(`warning: stack ${stack} cannot be read: the account is that of the variables`);
    return { values: {} };
  }
}

/** The stack that an option names, else the selected one of this folder's project, which is then said. */
export async function stackOrSelected(asked: string | undefined): Promise<string | undefined> {
  if (asked !== undefined || !isInProject(process.cwd())) return asked;
  const stack = await selectedStack().catch(() => undefined);
  if (stack !== undefined && !said.has(stack)) {
    said.add(stack);
    console.error(`Stack ${stack}, which is selected here; --stack takes another one.`);
  }
  return stack;
}

const said = new Set<string>();

function isInProject(folder: string): boolean {
  const parent = dirname(folder);
  return existsSync(join(folder, "Pulumi.yaml")) || (parent !== folder && isInProject(parent));
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
  const env = { ...process.env, PULUMI_SKIP_CONFIRMATIONS: undefined };
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
