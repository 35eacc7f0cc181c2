import { Command, InvalidArgumentError, Option } from "commander";
import {
  DEFAULT_ACCOUNT,
  NO_TRAFFIC,
  startEmulator,
  type Account,
  type Limit,
  type RunningEmulator,
  type ServerOptions,
  type Traffic,
} from "../emulator";
import { invitation } from "./emulator-invitation";

const DEFAULT_PORT = 4010;
const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

const EXAMPLES = `
The defaults of the credentials open nothing but the emulator. The first line on standard output is
"Sinch emulator listening on http://127.0.0.1:4010"; its page and the lines that point a stack at it follow. Ctrl-C
stops it.

Examples:
  pulumi-sinch emulator
  pulumi-sinch emulator --port 0 --data .local/emulator.json
  pulumi-sinch emulator --latency-ms 80 --api-limit 20/10
  pulumi-sinch emulator --host 0.0.0.0 --allow-host sinch.internal.example
  pulumi-sinch emulator --account other-key:other-secret:other-project

Exit status: 0 stopped, 1 failed (the port is taken, the data file cannot be read), 2 wrong usage.`;

interface Flags extends Omit<ServerOptions, "accounts" | "clock" | "numbers" | "dataFile"> {
  host: string;
  port: number;
  keyId: string;
  keySecret: string;
  projectId: readonly string[];
  account?: readonly Account[];
  data?: string;
}

/** The command that runs the emulator until it is interrupted. */
export function emulatorCommand(): Command {
  return new Command("emulator")
    .description("Run a local stand-in for the Sinch Elastic SIP Trunking API.")
    .addOption(
      option("--host <address>", "address to listen on; 0.0.0.0 lets other machines in").default("127.0.0.1"),
    )
    .addOption(
      option(
        "--allow-host <names>",
        "names by which it is reached, separated by commas; others are refused (default: localhost and its address)",
      ).argParser(hostNames),
    )
    .addOption(option("--port <number>", "port; 0 takes a free one").default(DEFAULT_PORT).argParser(port))
    .addOption(option("--key-id <id>", "access key id").default(DEFAULT_ACCOUNT.keyId))
    .addOption(option("--key-secret <secret>", "access key secret").default(DEFAULT_ACCOUNT.keySecret))
    .addOption(option("--project-id <id...>", "project ids").default([...DEFAULT_ACCOUNT.projectIds]))
    .addOption(
      option(
        "--account <key:secret:projects>",
        "another access key and its projects, separated by commas",
      ).argParser(addAccount),
    )
    .addOption(option("--data <file>", "keep the entities in this file across restarts"))
    .addOption(
      option(
        "--traffic <seed:count>",
        "make so many calls of the last days, which fit what --data has; the same ones for a seed",
      ).argParser(traffic),
    )
    .addOption(option("--latency-ms <ms>", "wait before each answer (default: 0)").argParser(count))
    .addOption(option("--token-ttl-s <seconds>", "life of a token (default: 3600)").argParser(count))
    .addOption(
      option(
        "--token-limit <burst/s>",
        "rate limit of the token endpoint, or none (default: 30/10)",
      ).argParser(limit),
    )
    .addOption(option("--api-limit <burst/s>", "rate limit of the APIs (default: none)").argParser(limit))
    .addOption(
      option("--errors <form>", "form of error bodies (default: documented)").choices([
        "documented",
        "starter",
      ]),
    )
    .addOption(option("--list-shape <form>", "spelling of lists (default: sdk)").choices(["sdk", "openapi"]))
    .addOption(
      option(
        "--put-acl-ranges <effect>",
        "what ranges do in the PUT of an access control list (default: replace)",
      ).choices(["replace", "ignore"]),
    )
    .addOption(option("--strict-acl-enabled", "a new access control list must say whether it is enabled"))
    .addOption(option("--no-links-block-trunk-delete", "a trunk with linked lists can be deleted"))
    .addOption(option("--add-credential-route", "serve POST /credentialLists/{id}/credentials"))
    .addOption(option("--extra-field", "entities have a writable field label, which no document names"))
    .addOption(
      option(
        "--unknown-fields <effect>",
        "what a field does that the API does not know (default: ignore)",
      ).choices(["ignore", "refuse"]),
    )
    .addOption(
      option(
        "--concurrent-changes <effect>",
        "what becomes of a change while another one of the same trunk or list is not answered (default: allow)",
      ).choices(["allow", "refuse"]),
    )
    .addOption(
      option(
        "--open-countries <codes>",
        "countries to which calls are open in a new project, separated by commas (default: US,CA)",
      ).argParser(countries),
    )
    .addOption(
      option(
        "--host-name-hold-ms <ms>",
        "time after which a host name given up is free (default: 0)",
      ).argParser(count),
    )
    .addOption(
      option(
        "--username-hold-ms <ms>",
        "time after which a username given up is free (default: 0)",
      ).argParser(count),
    )
    .addOption(option("--empty-lists", "lists are answered without their entities"))
    .addOption(
      option("--provisioning-delay-ms <ms>", "time that binding a number takes (default: 0)").argParser(
        count,
      ),
    )
    .addOption(option("--provisioning-fail", "binding a number fails"))
    .addHelpText("after", EXAMPLES)
    .action(run);
}

async function run({ keyId, keySecret, projectId, account, data, ...flags }: Flags): Promise<void> {
  const accounts = [{ keyId, keySecret, projectIds: projectId }, ...(account ?? [])];
  const emulator = await startEmulator({
    ...flags,
    accounts,
    ...(data === undefined ? {} : { dataFile: data }),
  }).catch((error: unknown) => {
    if (error instanceof SyntaxError) {
      throw new Error(`${data ?? ""}, which --data names, is no data file of the emulator: ${error.message}`);
    }
    throw error instanceof Error && data !== undefined ? Object.assign(error, { path: data }) : error;
  });
  if (flags.traffic !== undefined) tellTraffic(emulator, accounts);
  console.log(`Sinch emulator listening on ${emulator.url}\n${invitation(emulator)}`);
  if (!LOOPBACK.has(flags.host)) {
    console.error(
      `warning: whoever reaches port ${new URL(emulator.url).port} of ${flags.host} can read and change all that the emulator ` +
        "has, without a password. Keep it in a network of your own, such as that of a container. Programs on other " +
        "machines name its host in SINCH_PLAIN_HTTP_HOSTS.",
    );
  }
  const stop = (): void => void emulator.close().then(() => process.exit(0));
  process.once("SIGINT", stop).once("SIGTERM", stop);
}

function tellTraffic(emulator: RunningEmulator, accounts: readonly Account[]): void {
  const projectIds = new Set(accounts.flatMap((account) => account.projectIds));
  for (const id of projectIds) {
    const { length } = emulator.state(id).calls;
    if (length > 0) console.error(`${length} calls are there in project ${id}.`);
    else {
      console.error(
        `warning: --traffic made no calls in project ${id}: ${NO_TRAFFIC}. Deploy to it, then send POST /__emulator/traffic.`,
      );
    }
  }
}

function option(flags: string, description: string): Option {
  return new Option(flags, description);
}

function count(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a whole number, such as 80.");
}

function port(text: string): number {
  const number = count(text);
  if (number <= 65_535) return number;
  throw new InvalidArgumentError("It must be at most 65535.");
}

function traffic(text: string): Traffic {
  const [, seed, made] = /^(\d{1,9}):(\d{1,7})$/.exec(text) ?? [];
  if (seed === undefined || made === undefined) {
    throw new InvalidArgumentError("It must be a seed and how many calls, such as 1:5000.");
  }
  return { seed: Number(seed), count: Number(made) };
}

function limit(text: string): Limit | null {
  if (text === "none") return null;
  const [, burst, perSecond] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (burst === undefined || perSecond === undefined) {
    throw new InvalidArgumentError(
      "It must be so many at once and so many a second, such as 30/10, or none.",
    );
  }
  return { burst: Number(burst), perSecond: Number(perSecond) };
}

function countries(text: string): string[] {
  const codes = text.split(",");
  if (codes.every((code) => /^[A-Z]{2}$/.test(code))) return codes;
  throw new InvalidArgumentError("It must be ISO codes of countries, such as US,CA,PR,VI.");
}

function hostNames(text: string): string[] {
  const names = text.split(",");
  if (names.every((name) => /^[\w.-]+$/.test(name))) return names;
  throw new InvalidArgumentError("It must be names of hosts without ports, such as emulator,sinch.internal.");
}

function addAccount(text: string, others: readonly Account[] = []): Account[] {
  const [keyId, keySecret, projects] = text.split(":");
  const projectIds = projects?.split(",").filter((id) => id !== "") ?? [];
  if (!keyId || !keySecret || projectIds.length === 0) {
    throw new InvalidArgumentError(
      "It must be a key id, its secret and project ids, such as key:secret:p1,p2.",
    );
  }
  return [...others, { keyId, keySecret, projectIds }];
}
