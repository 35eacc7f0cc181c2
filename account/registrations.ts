import type { Client } from "../provider/api/client";
import { ENTITIES } from "../provider/entities";
import { inventory, type Held } from "../provider/inventory";
import { objectsOf, textOf } from "../provider/json";

/** How many endpoints a message names before it counts the rest. */
const MAX_NAMED = 5;
const KINDS = ["SipTrunk", "SipEndpoint", "CredentialList", "TrunkCredentialList"];

/** What is to be said of the registered endpoints of a project. */
export interface Registrations {
  readonly isWell: boolean;
  /** A line for each message. */
  readonly detail: string;
}

/**
 * Whether the devices of all enabled registered endpoints can sign in: the API takes an endpoint whose credential list
 * is not linked to its trunk, and the device is turned away then. Reads two lists of each trunk.
 */
export async function examineRegistrations(client: Client): Promise<Registrations> {
  const held = await inventory(
    client,
    ENTITIES.filter(({ name }) => KINDS.includes(name)),
  );
  const of = (kind: string): Held[] => held.filter(({ entity }) => entity.name === kind);
  const endpoints = of("SipEndpoint").filter(
    ({ state }) => state.isRegistered === true && state.enabled !== false,
  );
  const locked = endpoints.flatMap((endpoint) => {
    const username = textOf(endpoint.state.credentialUsername);
    const list = of("CredentialList").find(({ state }) =>
      objectsOf(state.credentials).some((credential) => credential.username === username),
    );
    const { sipTrunkId } = endpoint.inputs;
    const isLinked = of("TrunkCredentialList").some(
      ({ inputs }) => inputs.sipTrunkId === sipTrunkId && inputs.credentialListId === list?.id,
    );
    if (isLinked) return [];
    const trunk = of("SipTrunk").find(({ id }) => id === sipTrunkId);
    const which = list ? ` of credential list ${named(list)}` : ", which no credential list has";
    return [
      `${named(endpoint)} of trunk ${trunk ? named(trunk) : textOf(sipTrunkId)} as "${username}"${which}`,
    ];
  });
  if (endpoints.length === 0) return { isWell: true, detail: "no enabled endpoint registers" };
  if (locked.length === 0) {
    return {
      isWell: true,
      detail: `the list of each registered endpoint (${endpoints.length}) is linked to its trunk`,
    };
  }
  const rest = locked.length - MAX_NAMED;
  const lines = [
    "the credential list of these endpoints is not linked to their trunk, so that every registration is answered with " +
      "401: link it with TrunkCredentialList",
    ...locked.slice(0, MAX_NAMED),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
  return { isWell: false, detail: lines.join("\n") };
}

function named({ id, state }: Held): string {
  return `"${textOf(state.name)}" (${id})`;
}
