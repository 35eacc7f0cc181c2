import { isObject, type Json } from "../provider/json";
import { hasUnknown } from "../provider/unknown";
import { isUnknown, label } from "../stack/resource";
import { HIDDEN } from "../stack/unseen";
import type { Change } from "../stack/change";
import { COUNTRY_WORDS } from "./country-effects";
import { changes, closes, diverts, opens, trunkName, type Effect, type Scene, type Words } from "./effect";
import { ENDPOINT_WORDS } from "./endpoint-effects";
import { isToldElsewhere, LIST_WORDS } from "./list-effects";
import { blockedText, valueText } from "./wording";

/** What a change of a resource does to calls. The others tell which trunk and which list it is about. */
export function effectsOf(change: Change, all: readonly Change[]): Effect[] {
  const { operation, resource, before } = change;
  if (operation === "same") return [];
  const scene: Scene = { stack: all.map((one) => one.resource), changes: all };
  const words = WORDS[resource.kind];
  if (words === undefined) return [generic(change)];
  const then = operation === "create" ? undefined : (before ?? resource);
  const now = operation === "delete" ? undefined : resource;
  if (operation === "replace" && then && now) {
    const moved = IDENTITY.some((key) => !isEqual(then.properties[key], now.properties[key], scene));
    if (moved) return [...words(then, undefined, scene), ...words(undefined, now, scene)];
    if (resource.kind.startsWith("Trunk")) return [generic(change)];
  }
  const effects = [...words(then, now, scene), ...unseenEffects(change)];
  // Whatever the words of its kind leave out, such as a label.
  return effects.length > 0 || isToldElsewhere(change, all) ? effects : [generic(change)];
}

/** Inputs that say which entity a resource is, or where it hangs: another value is another thing. */
const IDENTITY = ["sipTrunkId", "accessControlListId", "credentialListId", "isoCode", "phoneNumber"];

/** Whether two values are the same; the id of something that is replaced too is not known yet. */
function isEqual(then: Json | undefined, now: Json | undefined, { changes: all }: Scene): boolean {
  const isReplaced = all.some(({ operation, before }) => operation === "replace" && before?.id === then);
  return then === now || (hasUnknown(now) && isReplaced);
}

const WORDS: Record<string, Words> = {
  ...LIST_WORDS,
  ...ENDPOINT_WORDS,
  ...COUNTRY_WORDS,

  CallBlockingRule: (then, now) => {
    const [was, is] = [then && blockedText(then), now && blockedText(now)];
    return [
      ...(was !== undefined && was !== is ? [opens(`no longer blocks ${was}`)] : []),
      ...(is !== undefined && was !== is ? [closes(`blocks ${is}`)] : []),
    ];
  },

  PhoneNumberAssignment: (then, now, scene) => {
    const { stack } = scene;
    const number = valueText((now ?? then)?.properties.phoneNumber);
    if (now === undefined) return [closes(`unbinds ${number} from ${trunkName(stack, then)}`)];
    const [from, to] = [then && trunkName(stack, then), trunkName(stack, now)];
    const isSameTrunk =
      then === undefined || isEqual(then.properties.sipTrunkId, now.properties.sipTrunkId, scene);
    if (from === undefined || (from === to && isSameTrunk)) {
      return [changes(`brings calls to ${number} to ${to}`)];
    }
    // Trunks of other stacks, and those of the same name, are called the same.
    const instead = from === to ? "another one" : from;
    return [diverts(`brings calls to ${number} to ${to} instead of ${instead}`)];
  },
};

/** Inputs that neither open nor divert anything; of credentials the usernames are seen. */
const HARMLESS = ["name", "description", "credentials"];

/** A value that is not known here, neither as it was nor as it is, may open anything. */
function unseenEffects({ resource, before, differing }: Change): Effect[] {
  const keys = differing.filter(
    (key) => !HARMLESS.includes(key) && before && isUnknown(before, key) && isUnknown(resource, key),
  );
  return keys.map((key) =>
    opens(`may open or divert calls: ${label(resource)} gets another ${key}, which is not known here`),
  );
}

/** What a change does to a resource's inputs, without words of telephony. */
function generic({ operation, resource, before, differing }: Change): Effect {
  const verb = { create: "adds", update: "changes", replace: "replaces", delete: "removes", same: "keeps" }[
    operation
  ];
  const parts = differing
    .filter((key) => isPlain(before?.properties[key]) && isPlain(resource.properties[key]))
    .map((key) => `${key} ${valueText(before?.properties[key])} → ${valueText(resource.properties[key])}`);
  const details = parts.length > 0 ? `: ${parts.join(", ")}` : "";
  return changes(`${verb} ${label(resource)}${details}`);
}

function isPlain(value: Json | undefined): boolean {
  return !isObject(value) && !Array.isArray(value) && value !== HIDDEN;
}
