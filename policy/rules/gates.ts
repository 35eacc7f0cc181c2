import { defineRule, notJudged, violation } from "../rule";
import { isUnknown, label, target } from "../stack";
import { judgeTrunks } from "./trunks";

/** Trunks that no list guards: they let nobody in, or, if somebody links a list by hand, whoever that lets in. */
export const trunkWithoutGate = defineRule({
  name: "trunk-without-gate",
  description: "A trunk must have an access control list or a credential list.",
  level: "mandatory",
  source: "Sinch lets calls in by the access control and credential lists of a trunk only",
  parameters: {},
  scope: "stack",
  judge: (stack) =>
    judgeTrunks(stack, GATES, (trunk, gates) =>
      gates.length === 0
        ? violation(
            trunk,
            "has neither an access control list nor a credential list in this stack",
            "Link one with TrunkAccessControlList or TrunkCredentialList, so that the program says who may call.",
          )
        : undefined,
    ),
});

/** Trunks whose only gates are switched off. */
export const trunkGateDisabled = defineRule({
  name: "trunk-gate-disabled",
  description: "A trunk must not be guarded by disabled access control lists only.",
  level: "mandatory",
  source: "A disabled access control list lets nobody in",
  parameters: {},
  scope: "stack",
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
