import { spoken } from "../provider/words";
import { label, type StackResource } from "../stack/resource";
import { fact, question } from "./asks";
import { blockedBy, inboundRule } from "./blocked";
import type { Call } from "./call";
import { country } from "./destinations";
import type { Endpoint } from "./endpoints";
import { isTrue } from "./let-in";
import { numberText, partyOf, subjectOf } from "./numbers";
import { answerOf, type Run } from "./run";
import type { Outcome } from "./verdict";
import { refused, type Decide, type Way } from "./way";
import type { Trunk, World } from "./world";

/** The trunk to which the number is bound that is called, or what becomes of the call without one. */
export function inboundWay(call: Call, world: World, run: Run): Way | Outcome {
  const bound = world.numbers.get(call.to.digits);
  const named = call.trunkId === undefined ? undefined : world.trunksById.get(call.trunkId);
  const isBoundNowhere = bound === undefined && (world.areNumbersKnown || world.gone.has(call.to.digits));
  const trunk = bound?.trunk ?? (isBoundNowhere || bound !== undefined ? undefined : named);
  const number = numberText(call.to);
  if (trunk !== undefined) {
    const resource = bound?.resource ?? trunk.resource;
    run.tell?.({ text: `${number} is bound to ${label(trunk.resource)}`, result: "passes", resource });
    return { call, trunk, account: trunk.account, subject: call.from && subjectOf(call.from) };
  }
  if (isBoundNowhere) {
    run.tell?.({ text: `no trunk has ${number}`, result: "refused" });
    return refused({}, { reason: "trunk" });
  }
  const text = `whether ${number} is bound to a trunk that takes its calls`;
  const isTaken = answerOf(run, fact(`number ${number}`, text, ["it is", "it is not"])) === 0;
  return isTaken ? ELSEWHERE : refused({}, { reason: "trunk" });
}

const ELSEWHERE: Outcome = { isLetThrough: true, reason: "trunk", key: "rings what is not known here" };

/** Who rings, in which order; where the call goes if nobody does. */
const ring: Decide = (way, run) => {
  const { trunk, call } = way;
  if (trunk === undefined) return undefined;
  const { all } = trunk.endpoints;
  const isUsual = run.tell === undefined && !isAnyDown(all, call.down);
  if (isUsual && trunk.usual !== undefined) return trunk.usual;
  const before = run.consulted;
  const outcome = ringing(way, trunk, run);
  if (isUsual && run.consulted === before) trunk.usual = outcome;
  return outcome;
};

function isAnyDown(all: readonly Endpoint[], down: Call["down"]): boolean {
  return down !== undefined && all.some(({ id, resource }) => down.has(id) || down.has(resource.urn));
}

function ringing(way: Way, trunk: Trunk, run: Run): Outcome {
  const { call } = way;
  const { others, all } = trunk.endpoints;
  if (others !== undefined && answerOf(run, others) === 1) return ELSEWHERE;
  const groups = groupsOf(all, call.down, run);
  const forward = forwardOf(trunk, run);
  if (groups.length === 0) return forward === undefined ? nobody(way, run) : forwarded(way, forward, run);
  const { key, names } = keyOf(groups, forward);
  run.tell?.({
    text: `it rings ${names.join(", then ")}${forward === undefined ? "" : `, then it is forwarded to ${forward}`}`,
    result: "passes",
    resource: trunk.resource,
  });
  return interned(trunk, key, () => ({
    isLetThrough: true,
    reason: "endpoints",
    trunk: trunk.resource,
    rings: groups,
    ...(forward !== undefined && { forwardedTo: forward }),
    key,
  }));
}

function interned(trunk: Trunk, key: string, make: () => Outcome): Outcome {
  const known = trunk.rings.get(key);
  if (known !== undefined) return known;
  const outcome = make();
  trunk.rings.set(key, outcome);
  return outcome;
}

/** The endpoints that take calls: one group after the other, those of a group in turn. */
function groupsOf(all: readonly Endpoint[], down: Call["down"], run: Run): StackResource[][] {
  const groups = new Map<number, StackResource[]>();
  for (const { resource, id, enabled, priority, isReachable } of all) {
    if (down?.has(id) === true || down?.has(resource.urn) === true) continue;
    if (!isTrue(enabled, run) || !isTrue(isReachable, run)) continue;
    const place =
      typeof priority === "number" || all.length === 1
        ? Number(priority)
        : answerOf(run, priority) === 0
          ? -Infinity
          : Infinity;
    groups.set(place, [...(groups.get(place) ?? []), resource]);
  }
  return [...groups].sort(([one], [other]) => one - other).map(([, group]) => group);
}

function keyOf(
  groups: readonly (readonly StackResource[])[],
  forward: string | undefined,
): { key: string; names: string[] } {
  const ids = groups.map((group) =>
    group
      .map(({ id, urn }) => id ?? urn)
      .sort()
      .join(" "),
  );
  const names = groups.map((group) => spoken(group.map((one) => label(one))));
  return {
    key: `rings ${ids.join(", ")}${forward === undefined ? "" : ` then forwards to ${forward}`}`,
    names,
  };
}

function nobody(way: Way, run: Run): Outcome {
  const resource = way.trunk?.resource;
  const refusal = { reason: "endpoints", status: 503, ...(resource && { resource }) } as const;
  if (run.tell) {
    const of = resource === undefined ? "the trunk" : label(resource);
    run.tell({
      text: `no endpoint of ${of} takes the call, and it is not forwarded`,
      result: "refused",
      status: 503,
    });
  }
  return refused(way, refusal);
}

/** The number to which the trunk forwards; nothing where it does not. */
function forwardOf({ forwarding }: Trunk, run: Run): string | undefined {
  const { isOn, number } = forwarding;
  return isTrue(isOn, run) ? number : undefined;
}

const FORWARDED_LEG = question("forwarded-leg");

/** A forwarded call goes out again: nobody has documented whether rules and countries are asked once more. */
function forwarded(way: Way, number: string, run: Run): Outcome {
  const { trunk } = way;
  const resource = trunk?.resource;
  const legRefusal = trunk && legOf(way, trunk, number, run);
  if (run.tell && resource !== undefined) {
    run.tell({
      text: `no endpoint of ${label(resource)} takes the call: it is forwarded to ${number}`,
      result: legRefusal === undefined ? "passes" : "refused",
      resource,
    });
  }
  if (legRefusal !== undefined) return legRefusal;
  const make = (): Outcome => ({
    isLetThrough: true,
    reason: "forwarding",
    ...(resource && { trunk: resource }),
    forwardedTo: number,
    key: `forwards to ${number}`,
  });
  return trunk === undefined ? make() : interned(trunk, `forwards to ${number}`, make);
}

/** What refuses the second leg; nothing where it goes on. */
function legOf(way: Way, trunk: Trunk, number: string, run: Run): Outcome | undefined {
  const { forwarding, account } = trunk;
  if (forwarding.unknown !== undefined) {
    return answerOf(run, forwarding.unknown) === 1 ? refused(way, { reason: "forwarded leg" }) : undefined;
  }
  const subject = subjectOf(partyOf(number));
  const quiet: Run = { answers: run.answers, ...(run.taken && { taken: run.taken }), asked: 0, consulted: 0 };
  const leg = { call: way.call, trunk, account, subject };
  const isClear = blockedBy(account.outbound, subject, quiet) === undefined && !country(leg, quiet);
  run.consulted += quiet.consulted;
  if (isClear && quiet.asked === 0) return undefined;
  if (answerOf(run, FORWARDED_LEG) === 1) return undefined;
  const rule = blockedBy(account.outbound, subject, run);
  if (rule !== undefined) return refused(way, { reason: "forwarded leg", resource: rule });
  const closed = country(leg, run);
  return (
    closed && refused(way, { reason: "forwarded leg", ...(closed.resource && { resource: closed.resource }) })
  );
}

/** The steps of an inbound call, in their order. */
export const INBOUND: readonly Decide[] = [inboundRule, ring];
