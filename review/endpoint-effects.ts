import { addressOf, WHY_PROBABLY } from "../stack/access";
import { isUnknown, ofKind, trunkOf, type StackResource } from "../stack/resource";
import {
  changes,
  closes,
  diverts,
  opens,
  quoted,
  trunkName,
  type Effect,
  type Scene,
  type Words,
} from "./effect";
import { endpointTarget, valueText } from "./wording";

/** What becomes of a trunk and of where its calls go. */
export const ENDPOINT_WORDS: Record<string, Words> = {
  SipTrunk: (then, now, scene) => {
    if (now === undefined)
      return then ? [closes(`removes trunk ${quoted(then)}: no calls to it or from it`)] : [];
    const to = forwardOf(now);
    const calls = hasEndpoint(scene, now)
      ? `calls that no endpoint of trunk ${quoted(now)} takes`
      : `every call of trunk ${quoted(now)}, which has no enabled endpoint here,`;
    return [
      ...(then ? [] : [changes(`adds trunk ${quoted(now)} (${valueText(now.properties.hostName)})`)]),
      ...(then && then.properties.hostName !== now.properties.hostName
        ? [
            changes(
              `moves trunk ${quoted(now)} from ${valueText(then.properties.hostName)} to ${valueText(now.properties.hostName)}: tell whoever sends calls there`,
            ),
          ]
        : []),
      ...(to !== undefined && (then === undefined || forwardOf(then) !== to)
        ? [opens(`forwards ${calls} to ${to}`)]
        : []),
      ...(to === undefined && then && forwardOf(then) !== undefined
        ? [closes(`no longer forwards calls of trunk ${quoted(now)}`)]
        : []),
    ];
  },

  SipEndpoint: (then, now, scene) => [...callEffects(then, now, scene), ...addressEffects(then, now, scene)],
};

/** Where calls of the trunk go. */
function callEffects(
  then: StackResource | undefined,
  now: StackResource | undefined,
  scene: Scene,
): Effect[] {
  const { stack } = scene;
  const where = (it: StackResource): string =>
    `${it.properties.isRegistered === true ? "the phone " : ""}${endpointTarget(it, stack)}, priority ${valueText(it.properties.priority)}`;
  const trunk = `calls of ${trunkName(stack, now ?? then)}`;
  if (isOn(now) && isOn(then) && where(then) === where(now)) return [];
  const instead = isOn(then) ? ` instead of ${where(then)}` : "";
  if (isOn(now)) {
    const text = `sends ${trunk} to ${where(now)}${instead} (endpoint ${quoted(now)})`;
    return [isOn(then) && placeOf(then) !== placeOf(now) ? diverts(text) : changes(text)];
  }
  return isOn(then)
    ? [
        closes(
          `no longer sends ${trunk} to ${where(then)} (endpoint ${quoted(then)})${afterLast(then, scene)}`,
        ),
      ]
    : [];
}

/** Who gets an endpoint's calls: another port or priority is still the same place. */
function placeOf({ properties }: StackResource): string {
  const { isRegistered, address, credentialUsername } = properties;
  return isRegistered === true ? `a phone, ${valueText(credentialUsername)}` : valueText(address);
}

/** Who is let in by the address of a static endpoint. */
function addressEffects(
  then: StackResource | undefined,
  now: StackResource | undefined,
  { stack }: Scene,
): Effect[] {
  const [was, is] = [then && addressOf(then), now && addressOf(now)];
  const isMoved = was?.address !== is?.address;
  const to = (it: StackResource): string => `to ${trunkName(stack, it)}`;
  return [
    ...(was && isMoved
      ? [
          closes(
            `${was.doubt === undefined ? "probably closes" : "may close"} ${was.address} ${to(was.endpoint)}, the address of endpoint ${quoted(was.endpoint)}`,
          ),
        ]
      : []),
    ...(is && (isMoved || (was?.doubt !== undefined && is.doubt === undefined))
      ? [
          opens(
            `${is.doubt === undefined ? "probably opens" : "may open"} ${is.address} ${to(is.endpoint)}, the address of endpoint ${quoted(is.endpoint)}: ${is.doubt ?? WHY_PROBABLY}`,
          ),
        ]
      : []),
    ...(was && is?.doubt !== undefined && !isMoved && was.doubt === undefined
      ? [
          closes(
            `may close ${is.address} ${to(is.endpoint)}, the address of endpoint ${quoted(is.endpoint)}: ${is.doubt}`,
          ),
        ]
      : []),
  ];
}

/** What becomes of a trunk's calls once none of its endpoints takes them. */
function afterLast(endpoint: StackResource, scene: Scene): string {
  const trunk = trunkOf(afterwards(scene), endpoint);
  if (trunk === undefined || hasEndpoint(scene, trunk)) return "";
  const to = forwardOf(trunk);
  return to === undefined ? "; nobody is called then" : `; every call is forwarded to ${to} then`;
}

function hasEndpoint(scene: Scene, trunk: StackResource): boolean {
  const stack = afterwards(scene);
  return ofKind(stack, "SipEndpoint").some((one) => isOn(one) && trunkOf(stack, one) === trunk);
}

function afterwards(scene: Scene): StackResource[] {
  return scene.changes.filter(({ operation }) => operation !== "delete").map(({ resource }) => resource);
}

function isOn(endpoint: StackResource | undefined): endpoint is StackResource {
  return endpoint !== undefined && endpoint.properties.enabled !== false;
}

function forwardOf(trunk: StackResource): string | undefined {
  const { enableCallForward, callForwardNumber } = trunk.properties;
  if (isUnknown(trunk, "enableCallForward")) {
    return `${valueText(callForwardNumber)} if that is switched on, which is not known here`;
  }
  return enableCallForward === true ? valueText(callForwardNumber) : undefined;
}
