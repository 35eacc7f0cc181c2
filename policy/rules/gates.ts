import { defineRule, notJudged, violation } from "../rule";
import { addressOf, WHY_PROBABLY, type EndpointAddress } from "../../stack/access";
import { isUnknown, label, target } from "../../stack/resource";
import { belongingTo, judgeTrunks, stray } from "./trunks";

/**
 * Trunks that no list guards: they let in nobody, or whoever a list lets in that somebody links by hand. A static
 * endpoint's address is probably let in, which is not sure enough to be judged either way.
 */
export const trunkWithoutGate = defineRule({
  name: "trunk-without-gate",
  description:
    "A trunk must have an access control list or a credential list; one that has static endpoints is not judged.",
  level: "mandatory",
  source:
    "Sinch lets calls in by the lists of a trunk, and probably from the addresses of its static endpoints",
  parameters: {},
  scope: "account",
  judge: (stack) =>
    judgeTrunks(stack, GATES, (trunk, gates) => {
      if (gates.length > 0) return undefined;
      const addresses = belongingTo(stack, trunk, ["SipEndpoint"]).flatMap((one) => addressOf(one) ?? []);
      if (addresses.length > 0) return notJudged(trunk, `no list is linked to it here; ${letIn(addresses)}`);
      const lost = stray(
        stack.filter((one) => one.kind !== "SipEndpoint" || addressOf(one) !== undefined),
        ["SipEndpoint"],
      );
      if (lost) return notJudged(trunk, `the trunk of ${label(lost)} is not known here`);
      return violation(
        trunk,
        "has neither an access control list nor a credential list in this stack, nor a static endpoint",
        "Link one with TrunkAccessControlList or TrunkCredentialList, so that the program says who may call.",
      );
    }),
});

/** Trunks whose only gates are switched off. */
export const trunkGateDisabled = defineRule({
  name: "trunk-gate-disabled",
  description: "A trunk must not be guarded by disabled access control lists only.",
  level: "mandatory",
  source: "The addresses of a disabled list count for nothing; whether it keeps others out is not documented",
  parameters: {},
  scope: "account",
  judge: (stack) =>
    judgeTrunks(stack, GATES, (trunk, gates) => {
      if (gates.length === 0 || gates.some(({ kind }) => kind === "TrunkCredentialList")) return undefined;
      const lists = gates.map((gate) => ({
        gate,
        list: target(stack, gate, { property: "accessControlListId", kind: "AccessControlList" }),
      }));
      if (lists.some(({ list }) => list?.properties.enabled === true)) return undefined;
      const unseen = lists.find(({ list }) => list === undefined || isUnknown(list, "enabled"));
      if (unseen) {
        return notJudged(trunk, `whether the list of the ${label(unseen.gate)} is enabled is not known here`);
      }
      const names = lists.map(({ list }) => `"${list?.name ?? ""}"`).join(", ");
      return violation(
        trunk,
        `is guarded by disabled access control lists only: ${names}`,
        "Set enabled: true on the list, link an enabled one, or link a credential list.",
      );
    }),
});

export const GATE_RULES = [trunkWithoutGate, trunkGateDisabled];

const GATES = ["TrunkAccessControlList", "TrunkCredentialList"];

/** Who gets in by the address of a static endpoint: the likely ones, else why none is. */
function letIn(addresses: readonly EndpointAddress[]): string {
  const names = (of: readonly EndpointAddress[]): string =>
    of.map(({ endpoint, address }) => `${address} (${label(endpoint)})`).join(", ");
  const likely = addresses.filter(({ doubt }) => doubt === undefined);
  if (likely.length > 0) return `calls from ${names(likely)} are probably let in: ${WHY_PROBABLY}`;
  const doubts = [...new Set(addresses.map(({ doubt }) => doubt))].join(", and ");
  return `whether calls from ${names(addresses)} are let in is open: ${doubts}`;
}
