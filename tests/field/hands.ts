import fc from "fast-check";
import type { ProjectState } from "../../emulator";
import { chosen, pick, type Pick } from "./programs";
import type { FieldWorld } from "./world";

/** What somebody does by hand, past every program, in terms of choices. */
export interface ByHand {
  readonly kind: keyof typeof HANDS;
  readonly which: Pick;
}

type Hand = (world: FieldWorld, state: ProjectState, which: Pick, strangersListId: string) => Promise<string>;

const NOTHING = "";

const HANDS = {
  async renameTrunk(world, { trunks }, which) {
    const trunk = chosen(trunks, which);
    if (trunk === undefined) return NOTHING;
    const { id, hostName, enableCallForward, callForwardNumber } = trunk;
    const enableCallerName = !trunk.enableCallerName;
    const body = { name: "By hand", hostName, enableCallerName, enableCallForward, callForwardNumber };
    await world.byHand("PUT", `/trunks/${id}`, body);
    return `trunk ${trunk.name} renamed, caller names switched`;
  },

  async changeEndpoint(world, { endpoints }, which) {
    const endpoint = chosen(endpoints, which);
    if (endpoint === undefined) return NOTHING;
    const { id, sipTrunkId, name, transport, target } = endpoint;
    const own =
      target.kind === "static"
        ? { address: target.address }
        : { isRegistered: true, credentialUsername: target.credentialUsername };
    const body = { name, transport, ...own, port: 5070, priority: 9, enabled: !endpoint.enabled };
    await world.byHand("PUT", `/trunks/${sipTrunkId}/endpoints/${id}`, body);
    return `endpoint ${name} switched, port and priority changed`;
  },

  async removeEndpoint(world, { endpoints }, which) {
    const endpoint = chosen(endpoints, which);
    if (endpoint === undefined) return NOTHING;
    await world.byHand("DELETE", `/trunks/${endpoint.sipTrunkId}/endpoints/${endpoint.id}`);
    return `endpoint ${endpoint.name} removed`;
  },

  async renameAccessList(world, { accessControlLists }, which, strangersListId) {
    const list = chosen(
      accessControlLists.filter(({ id }) => id !== strangersListId),
      which,
    );
    if (list === undefined) return NOTHING;
    const body = { name: "By hand", enabled: list.enabled };
    await world.byHand("PUT", `/accessControlLists/${list.id}`, body);
    return `access control list ${list.name} renamed`;
  },

  async addRange(world, { accessControlLists }, which, strangersListId) {
    const list = chosen(
      accessControlLists.filter(({ id }) => id !== strangersListId),
      which,
    );
    if (list === undefined) return NOTHING;
    const ipAddress = `203.0.113.${which % 256}`;
    if (list.ipRanges.some((range) => range.ipAddress === ipAddress)) return NOTHING;
    await world.byHand("POST", `/accessControlLists/${list.id}/ipRanges`, { ipAddress, range: 32 });
    return `range ${ipAddress} added to access control list ${list.name}`;
  },

  async removeRange(world, { accessControlLists }, which) {
    const list = chosen(
      accessControlLists.filter(({ ipRanges }) => ipRanges.length > 1),
      which,
    );
    const range = list?.ipRanges.at(-1);
    if (list === undefined || range === undefined) return NOTHING;
    await world.byHand("DELETE", `/accessControlLists/${list.id}/ipRanges/${range.id}`);
    return `range ${range.ipAddress} removed from access control list ${list.name}`;
  },

  async renameCredentialList(world, { credentialLists }, which) {
    const list = chosen(credentialLists, which);
    if (list === undefined) return NOTHING;
    await world.byHand("PUT", `/credentialLists/${list.id}`, { name: "By hand" });
    return `credential list ${list.name} renamed`;
  },

  async changePassword(world, { credentialLists }, which) {
    const list = chosen(credentialLists, which);
    const credential = list && chosen(list.credentials, which);
    if (list === undefined || credential === undefined) return NOTHING;
    const password = `By-Hand-Horse-${which}`;
    await world.byHand("PUT", `/credentialLists/${list.id}/credentials/${credential.username}`, { password });
    return `password of ${credential.username} changed`;
  },

  async switchCountry(world, { countryPermissions }, which) {
    const [isoCode, enabled] = chosen(Object.entries(countryPermissions), which) ?? [];
    if (isoCode === undefined) return NOTHING;
    await world.byHand("PUT", `/countryPermissions/${isoCode}`, { enabled: !enabled });
    return `country ${isoCode} switched`;
  },

  async unlinkAccessList(world, { accessControlListLinks }, which) {
    const [trunkId, listId] = chosen(accessControlListLinks, which) ?? [];
    if (trunkId === undefined || listId === undefined) return NOTHING;
    await world.byHand("DELETE", `/trunks/${trunkId}/accessControlLists/${listId}`);
    return `access control list unlinked`;
  },

  async unlinkCredentialList(world, { credentialListLinks }, which) {
    const [trunkId, listId] = chosen(credentialListLinks, which) ?? [];
    if (trunkId === undefined || listId === undefined) return NOTHING;
    await world.byHand("DELETE", `/trunks/${trunkId}/credentialLists/${listId}`);
    return `credential list unlinked`;
  },

  async unbindNumber(world, { activeNumbers }, which) {
    const number = chosen(
      activeNumbers.filter(({ voice }) => voice.trunkId !== ""),
      which,
    );
    if (number === undefined) return NOTHING;
    const voiceConfiguration = { type: "EST", trunkId: "" };
    await world.byHand("PATCH", `/activeNumbers/${number.phoneNumber}`, { voiceConfiguration });
    return `number ${number.phoneNumber} unbound`;
  },

  async moveNumber(world, { activeNumbers, trunks }, which) {
    const number = chosen(
      activeNumbers.filter(({ voice }) => voice.trunkId !== ""),
      which,
    );
    const trunk = chosen(trunks, which);
    if (number === undefined || trunk === undefined) return NOTHING;
    const voiceConfiguration = { type: "EST", trunkId: trunk.id };
    await world.byHand("PATCH", `/activeNumbers/${number.phoneNumber}`, { voiceConfiguration });
    return `number ${number.phoneNumber} bound to trunk ${trunk.name}`;
  },

  async removeRule(world, { callBlockingRules }, which) {
    const rule = chosen(callBlockingRules, which);
    if (rule === undefined) return NOTHING;
    await world.byHand("DELETE", `/callBlockingRules/${rule.id}`);
    return `rule ${rule.name ?? ""} removed`;
  },
} satisfies Record<string, Hand>;

export const byHand: fc.Arbitrary<ByHand> = fc.record({
  kind: fc.constantFrom(...(Object.keys(HANDS) as (keyof typeof HANDS)[])),
  which: pick,
});

/** Does it, if there is anything to do it to; tells what it did. */
export async function doByHand(
  world: FieldWorld,
  { kind, which }: ByHand,
  strangersListId: string,
): Promise<string> {
  return await HANDS[kind](world, world.emulator.state(), which, strangersListId);
}
