import { isIP } from "node:net";
import { Command, InvalidArgumentError, Option } from "commander";
import { masked, maskedJson, maskedNumber, partyOf, traceOf, type World } from "../calls";
import { callOn, type CallFlags } from "./calls-call";
import { answersFrom, withJudging, WORLD_HELP, type JudgingFlags } from "./calls-options";
import { traceJson, traceText } from "./calls-trace-text";
import { readSides } from "./calls-world";
import { STATUS } from "./exit-status";

const HELP = `${WORLD_HELP}

Each step of the call says what comes of it and which resource decided, with the SIP status where that is known. --to takes
a number or a SIP address, whose host names the trunk that is called; so does --trunk. What you leave out is not known: a
call without --username depends on it where a credential list asks for one, and with --no-username it answers none.

Examples:
  pulumi-sinch calls trace --to +46701234567 --source 198.51.100.17
  pulumi-sinch calls trace --to sip:+46701234567@acme-voice.pstn.sinch.com --source 198.51.100.17 --username desk01
  pulumi-sinch calls trace --to +12025550101 --direction inbound --down sbc1
  pulumi-sinch calls trace --to +46701234567 --trunk voice --source 198.51.100.17 --account account.json preview.json
  pulumi-sinch calls trace --to +46701234567 --source 198.51.100.17 --answer endpoint-address='let in' --mask --json

Exit status: 0 let through, 1 failed, 2 wrong usage, 3 refused, 4 depends or not known; after the change, if there is one.`;

type Flags = JudgingFlags & CallFlags;

/** The command that follows one call. */
export function traceCommand(): Command {
  const command = new Command("trace")
    .description("Follow one call, step by step, before and after a change.")
    .argument("[source]", "what Pulumi has printed, - for standard input (default: the account)")
    .requiredOption("--to <number>", "who is called: a number in E.164, or a SIP address", whom)
    .option("--from <number>", "who calls: a number, a SIP address, or anonymous", caller)
    .option("--source <address>", "the address that an outbound call comes from", address)
    .option("--username <name>", "the username with which it answers a challenge, the password being right")
    .option("--no-username", "it answers no challenge")
    .option("--trunk <name>", "the trunk that an outbound call goes by: name, host name or id")
    .addOption(
      new Option("--direction <direction>", "which way it goes")
        .choices(["outbound", "inbound"])
        .default("outbound"),
    )
    .option(
      "--down <endpoints>",
      "endpoints that do not answer: names or ids, separated by commas; may be given several times",
      namesIn,
    );
  return withJudging(command)
    .addHelpText("after", HELP)
    .action(async (source: string | undefined, flags: Flags) => {
      const answers = answersFrom(flags);
      const { before, after, notes } = await readSides(source, flags);
      const worlds = before ? [after, before] : [after];
      const trace = (world: World) => traceOf(callOn(world, worlds, flags), world, answers);
      const hide = flags.mask === true;
      const shown = hide ? withoutNumbers(flags) : flags;
      const traced = {
        title: titleOf(shown),
        notes: [...notes, ...hints(flags, shown.to, after)],
        ...(before && { before: trace(before) }),
        after: trace(after),
      };
      if (flags.json === true) {
        const json = traceJson(traced);
        console.log(JSON.stringify(hide ? maskedJson(json) : json, undefined, 2));
      } else {
        console.log(hide ? masked(traceText(traced)) : traceText(traced));
      }
      process.exitCode = STATUS_OF[traced.after.verdict.result];
    });
}

const STATUS_OF = {
  "let through": STATUS.done,
  refused: STATUS.refused,
  depends: STATUS.open,
  "not known": STATUS.open,
} as const;

function titleOf({ direction, to, from, source }: CallFlags): string {
  const caller = [from, source].filter((one) => one !== undefined).join(" at ");
  return `${direction === "outbound" ? "Outbound" : "Inbound"} call to ${to}${caller === "" ? "" : ` from ${caller}`}`;
}

/** What was typed may group digits in any way, so a masked number stands for it, with the host. */
function withoutNumbers(flags: CallFlags): CallFlags {
  const { to, from } = flags;
  return { ...flags, to: withoutNumber(to), ...(from !== undefined && { from: withoutNumber(from) }) };
}

function withoutNumber(text: string): string {
  const { digits, host } = partyOf(text);
  if (digits === "") return text;
  return `${maskedNumber(digits)}${host === undefined ? "" : `@${host}`}`;
}

/** Whoever asks about a number of the account most likely means calls to it. */
function hints({ direction, to }: CallFlags, shown: string, { numbers }: World): string[] {
  const isOwn = direction === "outbound" && numbers.has(partyOf(to).digits);
  return isOwn
    ? [`${shown} is a number of the account: --direction inbound follows a call from outside to it.`]
    : [];
}

function namesIn(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",").map((name) => name.trim())];
}

function whom(text: string): string {
  const { digits, host } = partyOf(text);
  if (digits !== "" || host !== undefined) return text;
  throw new InvalidArgumentError("It must be a number in E.164 or a SIP address, such as +12025550101.");
}

function address(text: string): string {
  if (isIP(text) > 0) return text;
  throw new InvalidArgumentError("It must be an IP address, such as 198.51.100.17.");
}

/** Whoever withholds its number calls as `anonymous` (RFC 3323). */
function caller(text: string): string {
  return text === "anonymous" ? text : whom(text);
}
