import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type RunningEmulator } from "../../emulator";
import { ByHand, type Body } from "./by-hand";
import { previewText } from "./preview-text";
import { runCommand, type CommandOutcome } from "./pulumi-sinch-command";

/** An account with a trunk of each kind, and a folder for files; the command is run there as that account. */
export interface CallsAccount {
  readonly emulator: RunningEmulator;
  readonly hand: ByHand;
  readonly ids: Readonly<Record<"voice" | "desks" | "office" | "branches" | "sbc1" | "sbc2", string>>;
  run(...args: string[]): Promise<CommandOutcome>;
  /** Runs it where no account is known. */
  runAlone(...args: string[]): Promise<CommandOutcome>;
  /** Writes a file of the folder. */
  write(name: string, content: string | object): void;
  readonly folder: string;
}

/** Such an account, for the tests of a file. */
export function useCallsAccount(): () => CallsAccount {
  let account: CallsAccount | undefined;
  beforeAll(async () => {
    account = await startAccount();
  });
  afterAll(async () => {
    await account?.emulator.close();
    if (account) rmSync(account.folder, { recursive: true });
  });
  return () => {
    if (account === undefined) throw new Error("the account is there once the tests run");
    return account;
  };
}

async function startAccount(): Promise<CallsAccount> {
  const emulator = await startEmulator({ tokenLimit: null });
  const hand = new ByHand(emulator);
  const folder = mkdtempSync(join(tmpdir(), "calls-"));
  // What the developer keeps of histories stays.
  const surroundings = { cwd: folder, env: { XDG_CACHE_HOME: folder } };
  return {
    emulator,
    hand,
    ids: await fill(hand),
    folder,
    run: (...args) => runCommand(["calls", ...args], { ...surroundings, emulator }),
    runAlone: (...args) => runCommand(["calls", ...args], surroundings),
    write: (name, content) => {
      writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
    },
  };
}

/** `voice` has an access control list, two gateways and a number; `desks` a credential list and a phone. */
async function fill(hand: ByHand): Promise<CallsAccount["ids"]> {
  const make = async (path: string, body: Body): Promise<string> => String((await hand.post(path, body)).id);
  const voice = await make("/trunks", { name: "voice", hostName: "acme-voice" });
  const desks = await make("/trunks", {
    ...{ name: "desks", hostName: "acme-desks" },
    ...{ enableCallForward: true, callForwardNumber: "+12025550199" },
  });
  const office = await make("/accessControlLists", {
    ...{ name: "office", enabled: true, ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] },
  });
  const branches = await make("/credentialLists", {
    ...{ name: "branches", credentials: [{ username: "desk01", password: "Correct-Horse-1" }] },
  });
  await hand.post(`/trunks/${voice}/accessControlLists`, { accessControlListIds: [office] });
  await hand.post(`/trunks/${desks}/credentialLists`, { credentialListIds: [branches] });
  const gateway = { enabled: true, port: 5060, transport: "UDP" };
  const sbc1 = await make(`/trunks/${voice}/endpoints`, {
    ...gateway,
    name: "sbc1",
    address: "203.0.113.1",
    priority: 1,
  });
  const sbc2 = await make(`/trunks/${voice}/endpoints`, {
    ...gateway,
    name: "sbc2",
    address: "203.0.113.2",
    priority: 2,
  });
  await hand.post("/callBlockingRules", { name: "premium", direction: "OUTBOUND", calleeMatch: "1900" });
  for (const [number, trunkId] of [
    ["+12025550101", voice],
    ["+12025550102", desks],
  ] as const) {
    await hand.patch(`/activeNumbers/${number}`, { voiceConfiguration: { type: "EST", trunkId } });
  }
  await hand.put("/countryPermissions/SE", { enabled: true });
  return { voice, desks, office, branches, sbc1: `${voice}/${sbc1}`, sbc2: `${voice}/${sbc2}` };
}

/** What a command has printed, by lines, and its errors without the progress of a reading. */
export function toldBy({ status, stdout, stderr }: CommandOutcome): {
  status: number | null;
  lines: string[];
  stderr: string;
} {
  const told = stderr.split("\n").filter((line) => !/^(Reading|Replaying) /.test(line));
  return { status, lines: stdout.trimEnd().split("\n"), stderr: told.join("\n") };
}

/** A plan that closes Sweden, takes the first gateway away and lets an address in by a new list. */
export function planOf({ ids }: CallsAccount): string {
  const { voice, sbc1 } = ids;
  const gateway = { name: "sbc1", sipTrunkId: voice, address: "203.0.113.1", priority: 1, enabled: true };
  return previewText([
    {
      kind: "SipTrunk",
      name: "main",
      id: voice,
      then: { name: "voice", hostName: "acme-voice" },
      now: { name: "voice", hostName: "acme-voice" },
    },
    {
      kind: "CountryPermission",
      name: "sweden",
      id: "SE",
      then: { isoCode: "SE", enabled: true },
      now: { isoCode: "SE", enabled: false },
    },
    { kind: "SipEndpoint", name: "first", id: sbc1, then: { ...gateway, isRegistered: false } },
    {
      kind: "AccessControlList",
      name: "guests",
      now: { name: "guests", enabled: true, ipRanges: [{ ipAddress: "203.0.113.77", range: 32 }] },
    },
  ]);
}
