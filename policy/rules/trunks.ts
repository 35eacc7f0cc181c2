import { notJudged, type Finding } from "../rule";
import { isUnknown, label, ofKind, trunkOf, type Stack, type StackResource } from "../../stack/resource";

/**
 * Judges each trunk by the resources of some kinds that belong to it. One whose trunk is not known may belong to
 * any, so a trunk that would break the rule is then not judged.
 */
export function judgeTrunks(
  stack: Stack,
  kinds: readonly string[],
  judge: (trunk: StackResource, own: StackResource[]) => Finding | undefined,
): Finding[] {
  const lost = stray(stack, kinds);
  return ofKind(stack, "SipTrunk").flatMap((trunk) => {
    const finding = judge(trunk, belongingTo(stack, trunk, kinds));
    if (finding === undefined) return [];
    return [
      lost && finding.judged ? notJudged(trunk, `the trunk of ${label(lost)} is not known here`) : finding,
    ];
  });
}

/** The resources of some kinds that belong to a trunk. */
export function belongingTo(stack: Stack, trunk: StackResource, kinds: readonly string[]): StackResource[] {
  return stack.filter((resource) => kinds.includes(resource.kind) && trunkOf(stack, resource) === trunk);
}

/** A resource of some kinds that may belong to any trunk, since its own is not known. */
export function stray(stack: Stack, kinds: readonly string[]): StackResource | undefined {
  const areIdsKnown = ofKind(stack, "SipTrunk").every(({ id }) => id !== undefined);
  return stack.find(
    (resource) =>
      kinds.includes(resource.kind) &&
      trunkOf(stack, resource) === undefined &&
      (!areIdsKnown || isUnknown(resource, "sipTrunkId")),
  );
}
