import { label } from "../stack/resource";
import { fact, question } from "./asks";
import type { Call } from "./call";
import { outboundRule } from "./blocked";
import { country } from "./destinations";
import { address, digest } from "./let-in";
import { isNumeric, subjectOf, type Subject } from "./numbers";
import { answerOf, type Run } from "./run";
import type { Outcome } from "./verdict";
import { refused, type Decide, type Way } from "./way";
import type { Trunk, World } from "./world";

/** The trunk by which a call goes out, or what becomes of it without one. */
export function outboundWay(call: Call, world: World, run: Run): Way | Outcome {
  const subject = subjectOf(call.to);
  const named = namedTrunk(call, world);
  if (named === "gone") {
    run.tell?.({ text: goneText(call, world), result: "refused", status: 404 });
    return refused({}, { reason: "trunk", status: 404 });
  }
  if (named !== undefined) return wayBy(named, call, subject, run);
  const { trunks } = world;
  const [only] = trunks;
  if (only !== undefined && trunks.length === 1 && world.isWhole && !isNamedAtAll(call)) {
    return wayBy(only, call, subject, run);
  }
  const taken = unnamedTrunk(call, world, run);
  if (taken === "refuses") return refused({}, { reason: "trunk" });
  if (taken !== "lets in") return wayBy(taken, call, subject, run);
  run.tell?.({ text: "a trunk that is not known here takes the call", result: "passes" });
  const [account, ...others] = world.accounts;
  return { call, trunk: undefined, account: others.length === 0 ? account : undefined, subject };
}

function wayBy(trunk: Trunk, call: Call, subject: Subject, run: Run): Way {
  const { resource, account } = trunk;
  run.tell?.({ text: `${label(resource)} takes the call`, result: "passes", resource });
  return { call, trunk, account, subject };
}

function isNamedAtAll({ trunkId, to }: Call): boolean {
  return trunkId !== undefined || (to.host !== undefined && !isNumeric(to.host));
}

/**
 * The trunk that a call names; `gone` where there is surely none; nothing where that is not known. The domain that is called
 * decides: the trunk that took a call may have another one by now.
 */
function namedTrunk({ trunkId, to: { host } }: Call, world: World): Trunk | "gone" | undefined {
  const own = trunkId === undefined ? undefined : world.trunksById.get(trunkId);
  if (own !== undefined && (host === undefined || host === own.domain)) return own;
  const called = host === undefined ? undefined : world.trunksByDomain.get(host);
  if (called !== undefined) return called;
  if (own !== undefined && !isDomainOfOther(host, own)) return own;
  if (own === undefined && trunkId !== undefined) {
    return world.isWhole || world.gone.has(trunkId) ? "gone" : undefined;
  }
  if (host === undefined || isNumeric(host)) return undefined;
  return world.isWhole && world.trunks.every(({ domain }) => domain !== undefined) ? "gone" : undefined;
}

/** Whether a host is a trunk's domain, and not this trunk's. Records may have hosts of other kinds, too. */
function isDomainOfOther(host: string | undefined, { domain }: Trunk): boolean {
  return domain !== undefined && host?.endsWith(domain.slice(domain.indexOf("."))) === true;
}

function goneText({ trunkId, to }: Call, { trunksById }: World): string {
  return trunkId === undefined || trunksById.has(trunkId)
    ? `no trunk has the domain ${to.host ?? ""} that is called`
    : `the trunk ${trunkId} is gone`;
}

/** Which trunk takes a call whose own is not known here: one of those that may, or another that lets it in or refuses it. */
function unnamedTrunk(call: Call, world: World, run: Run): Trunk | "lets in" | "refuses" {
  const isOther = isNamedAtAll(call);
  const isById = call.trunkId !== undefined && !world.trunksById.has(call.trunkId);
  const possible = isById ? [] : world.trunks.filter(({ domain }) => !isOther || domain === undefined);
  const others = !world.isWhole ? [LETS_IN, REFUSES] : isOther || possible.length === 0 ? [REFUSES] : [];
  const names = [...possible.map(({ resource }) => label(resource)), ...others];
  const [first = REFUSES, second = REFUSES, ...more] = names;
  const name = isById ? call.trunkId : isOther ? call.to.host : undefined;
  const id = name === undefined ? "trunk" : `trunk ${name}`;
  const index = answerOf(run, fact(id, "by which trunk it goes", [first, second, ...more]));
  return possible[index] ?? (names[index] === LETS_IN ? "lets in" : "refuses");
}

const LETS_IN = "another, which lets it in";
const REFUSES = "another, or none, which refuses it";

/** Whether the domain of the caller's address is the trunk's own, where it has one. */
const fromDomain: Decide = (way, run) => {
  const { call, trunk } = way;
  const host = call.from?.host;
  if (trunk === undefined || host === undefined || host === trunk.domain || isNumeric(host)) return undefined;
  const isOther = trunk.domain !== undefined || answerOf(run, domainFact(trunk, host)) === 1;
  run.tell?.({
    text: `the domain of From, ${host}, is ${isOther ? "not " : ""}that of ${label(trunk.resource)}`,
    ...(isOther ? { result: "refused", status: 403 } : { result: "passes" }),
    resource: trunk.resource,
  });
  return isOther ? refused(way, { reason: "From domain", status: 403, resource: trunk.resource }) : undefined;
};

function domainFact({ resource }: Trunk, host: string): ReturnType<typeof fact> {
  return fact(`domain of ${label(resource)}`, `whether ${host} is the domain of ${label(resource)}`, [
    "it is",
    "it is not",
  ]);
}

const RATE_COUNTS = question("rate-counts");

/** Whether the trunk takes another call in this second. */
const rate: Decide = (way, run) => {
  const { call, trunk } = way;
  const before = call.startedBefore ?? 0;
  if (trunk === undefined || before === 0) return undefined;
  const { callsPerSecond: most, resource, gate } = trunk;
  const isMore =
    typeof most !== "number"
      ? answerOf(run, most) === 1
      : before >= most ||
        (gate.credentialLists.length > 0 && 2 * before >= most && answerOf(run, RATE_COUNTS) === 1);
  run.tell?.({
    text: `${label(resource)} takes ${typeof most === "number" ? most : "so many"} calls a second, and ${before} have started in this one`,
    ...(isMore ? { result: "refused", status: 603 } : { result: "passes" }),
    resource,
  });
  return isMore ? refused(way, { reason: "rate", status: 603, resource }) : undefined;
};

const allowed: Decide = ({ trunk }) => trunk?.allowed ?? ALLOWED;

const ALLOWED: Outcome = { isLetThrough: true, reason: "allowed", key: "let through" };

/** The steps of an outbound call, in their order. */
export const OUTBOUND: readonly Decide[] = [
  fromDomain,
  address,
  digest,
  outboundRule,
  country,
  rate,
  allowed,
];
