import type { JsonObject } from "../../provider/json";

/** A step of a plan: inputs before and afterwards. */
export interface PlanStep {
  readonly kind: string;
  readonly name: string;
  readonly id?: string;
  readonly then?: JsonObject;
  readonly now?: JsonObject;
}

/** What `pulumi preview --json --show-sames` prints for a plan: what has no inputs before is made, and so on. */
export function previewText(plan: readonly PlanStep[]): string {
  return JSON.stringify({ steps: plan.map(stepOf), changeSummary: {} });
}

function stepOf({ kind, name, id, then, now }: PlanStep): JsonObject {
  const type = `pulumi-nodejs:dynamic/sinch:${kind}`;
  const urn = `urn:pulumi:test::acme::${type}::${name}`;
  const stateOf = (inputs: JsonObject): JsonObject => ({
    ...{ urn, type, custom: true, inputs, outputs: inputs },
    ...(id !== undefined && { id }),
  });
  const isSame = then !== undefined && now !== undefined && JSON.stringify(then) === JSON.stringify(now);
  const op = then === undefined ? "create" : now === undefined ? "delete" : isSame ? "same" : "update";
  const differing = Object.keys({ ...then, ...now }).filter(
    (key) => JSON.stringify(then?.[key]) !== JSON.stringify(now?.[key]),
  );
  return {
    op,
    urn,
    ...(then && { oldState: stateOf(then) }),
    ...(now && { newState: stateOf(now) }),
    ...(op === "update" && {
      diffReasons: differing,
      detailedDiff: Object.fromEntries(differing.map((key) => [key, { kind: "update", inputDiff: true }])),
    }),
  };
}
