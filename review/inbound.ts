import { isUnseen } from "../stack/unseen";
import { signInOf } from "../stack/access";
import { isUnknown, type StackResource } from "../stack/resource";
import { changed, interruption, line, note, same, type Box, type Line, type Scene } from "./marks";
import { endpointTarget, entityName, valueText } from "./wording";

/** Inbound calls: they come in by a number, go to endpoints by priority, and what no endpoint takes may leave again. */

/** The numbers whose calls come to a trunk. */
export function numberBoxes(scene: Scene, numbers: readonly StackResource[]): Box[] {
  if (numbers.length === 0) return [note("no number in this program")];
  const lines = numbers.flatMap((one) => [
    ...line(scene, one, ({ properties }) => valueText(properties.phoneNumber)),
    ...interruption(scene, one),
  ]);
  return [{ title: same("Numbers"), lines, fold: { title: "Numbers", unit: "number" } }];
}

/** One box for each priority, the lowest number first: that is tried first. */
export function endpointBoxes(
  scene: Scene,
  trunk: StackResource,
  endpoints: readonly StackResource[],
): Box[] {
  if (endpoints.length === 0) return [note(withoutEndpoints(trunk))];
  const priorities = [...new Set(endpoints.map(({ properties }) => valueText(properties.priority)))];
  return priorities
    .sort((a, b) => Number(a) - Number(b))
    .map((priority) => {
      const title = `priority ${priority}`;
      const lines = endpoints
        .filter(({ properties }) => valueText(properties.priority) === priority)
        .flatMap((endpoint) => endpointLines(scene, endpoint));
      return { title: same(title), lines, fold: { title, unit: "endpoint" } };
    });
}

function endpointLines(scene: Scene, endpoint: StackResource): Line[] {
  const lock = lockText(scene, endpoint);
  const alike =
    lock !== ""
      ? "endpoints that cannot sign in, their list is not linked"
      : endpoint.properties.enabled === false
        ? "disabled endpoints"
        : undefined;
  const lines = line(scene, endpoint, (it) => {
    const off = it.properties.enabled === false ? " (disabled)" : "";
    return `${entityName(it)}: ${endpointTarget(it, scene.stack)}${off}${it === endpoint ? lock : ""}`;
  });
  return [
    ...lines.map((one) => ({ ...one, ...(alike !== undefined && { alike }) })),
    ...interruption(scene, endpoint),
  ];
}

/** What stands in the place of endpoints. */
function withoutEndpoints(trunk: StackResource): string {
  if (isUnknown(trunk, "enableCallForward")) return "no endpoint: who is called is not known here";
  return `no endpoint: ${trunk.properties.enableCallForward === true ? "every call is forwarded" : "nobody is called"}`;
}

/** Where calls go that no endpoint takes: all of them, if none is enabled. Nothing where they are not forwarded. */
export function forwardBox(
  scene: Scene,
  trunk: StackResource,
  endpoints: readonly StackResource[],
): Box | undefined {
  const [then, now] = [wasOn, isOn].map((is) => endpoints.some((one) => is(scene, one)));
  const lines = changed(scene, trunk, (it) => {
    const { enableCallForward, callForwardNumber } = it.properties;
    if (isUnseen(enableCallForward)) return "whether they are forwarded is not known here";
    if (enableCallForward !== true) return "";
    return `${(it === trunk ? now : then) ? "else forwards" : "forwards every call"} to ${valueText(callForwardNumber)}`;
  });
  if (lines.length === 0) return undefined;
  const named = lines.map((one) => ({ ...one, alike: one.text.replace(/ to .*/, "") }));
  return {
    title: same("forwarding"),
    lines: [...named, same("leaves again, to the phone network")],
    fold: { title: "forwarding" },
  };
}

/** That the device of a registered endpoint is turned away. */
function lockText(scene: Scene, endpoint: StackResource): string {
  const stack = scene.stack.filter((one) => scene.changes.get(one)?.operation !== "delete");
  const signIn = stack.includes(endpoint) ? signInOf(stack, endpoint) : undefined;
  return signIn?.can === false ? `; cannot sign in, ${entityName(signIn.list)} is not linked here` : "";
}

function isOn({ changes }: Scene, endpoint: StackResource): boolean {
  return changes.get(endpoint)?.operation !== "delete" && endpoint.properties.enabled !== false;
}

function wasOn({ changes }: Scene, endpoint: StackResource): boolean {
  const { operation, before = endpoint } = changes.get(endpoint) ?? {};
  return operation !== "create" && before.properties.enabled !== false;
}
