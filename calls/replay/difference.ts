import { spoken } from "../../provider/words";
import { label, type StackResource } from "../../stack/resource";
import type { Outcome, Reason, Verdict } from "../verdict";

/** Whether two verdicts say the same of a call: the same may happen, for want of the same answers. Why does not matter. */
export function isSame(one: Verdict, other: Verdict): boolean {
  if (one.result !== other.result || one.outcomes.length !== other.outcomes.length) return false;
  if (one.outcomes.length === 1) return one.outcomes[0].key === other.outcomes[0].key;
  const keys = new Set(other.outcomes.map(({ key }) => key));
  const ids = new Set(other.asks.map(({ id }) => id));
  return (
    one.outcomes.every(({ key }) => keys.has(key)) &&
    one.asks.length === other.asks.length &&
    one.asks.every(({ id }) => ids.has(id))
  );
}

/** What decides a verdict, as a name for sums: what refuses it, or what it depends on. */
export function reasonText(verdict: Verdict): string {
  if (isOpen(verdict)) return verdict.asks.map(({ text }) => text).join("; ");
  const [outcome] = verdict.outcomes;
  const { reason, resource = outcome.trunk, status } = outcome;
  const by = resource === undefined ? WITHOUT_RESOURCE[reason] : WITH_RESOURCE[reason](label(resource));
  return status === undefined ? by : `${by} (${status})`;
}

const WITH_RESOURCE: Record<Reason, (name: string) => string> = {
  trunk: (name) => name,
  "From domain": (name) => `domain of From, which is not that of ${name}`,
  gate: (name) => `gate of ${name}`,
  rule: (name) => name,
  country: (name) => name,
  rate: (name) => `calls a second of ${name}`,
  endpoints: (name) => `endpoints of ${name}`,
  forwarding: (name) => `forwarding of ${name}`,
  "forwarded leg": (name) => `leg of a forwarded call, by ${name}`,
  allowed: (name) => `nothing on the way through ${name}`,
};

const WITHOUT_RESOURCE: Record<Reason, string> = {
  trunk: "no trunk that takes it",
  "From domain": "domain of From",
  gate: "gate",
  rule: "call blocking rule",
  country: "country",
  rate: "calls a second",
  endpoints: "endpoints",
  forwarding: "forwarding",
  "forwarded leg": "leg of a forwarded call",
  allowed: "nothing on the way",
};

function isOpen({ result }: Verdict): boolean {
  return result === "depends" || result === "not known";
}

/** What decides that a verdict is another one: the refusal, before or afterwards, if there is one. */
export function changeText(before: Verdict, after: Verdict): string {
  if (after.result === "let through" && before.result !== "let through") return reasonText(before);
  return reasonText(after);
}

/** A verdict in words, with what decided it. */
export function verdictText(verdict: Verdict): string {
  const { result, outcomes, asks } = verdict;
  const [first] = outcomes;
  if (isOpen(verdict)) return `${result}: ${spoken(asks.map(({ text }) => text))}`;
  return first.isLetThrough ? wayText(first) : `refused: ${reasonText(verdict)}`;
}

/** How a call goes that is let through. */
function wayText({ rings = [], forwardedTo }: Outcome): string {
  const ringing = rings.map((group) => spoken(group.map((one) => label(one)))).join(", then ");
  const forwarding = forwardedTo === undefined ? "" : `forwards to ${forwardedTo}`;
  const parts = [ringing === "" ? "" : `rings ${ringing}`, forwarding].filter(Boolean);
  return parts.length === 0 ? "let through" : parts.join(", then ");
}

/** How a trunk is called that a record names by its id. */
export function trunkText(trunk: StackResource | undefined, id: string): string {
  if (trunk !== undefined) return label(trunk);
  return id === "" ? "no trunk" : `trunk ${id}, which is not there`;
}
