import { ENTITIES } from "../provider/entities";
import { isObject, textOf, type JsonObject } from "../provider/json";
import { without } from "../provider/lifecycle/values";
import { heldResource, type HeldEntity } from "../stack/held";
import type { StackResource } from "../stack/resource";

/** What an account held when it was read. */
export interface Inventory {
  readonly projectId: string;
  /** Its name in `sinch:accounts`; nothing for the stack's own. */
  readonly account?: string;
  /** When it was read, in ISO 8601. */
  readonly readAt: string;
  readonly resources: readonly StackResource[];
}

/** What a file of an account has, so that nobody takes another file for one. */
const FORM = "pulumi-sinch account";

/** The form's version: what reads a file takes these only. */
const FORM_VERSION = 1;

/** An account as JSON, to be saved. It has no secret: the API tells no password. */
export function inventoryJson(
  held: readonly HeldEntity[],
  { projectId, account, readAt }: Omit<Inventory, "resources">,
): JsonObject {
  return {
    form: FORM,
    version: FORM_VERSION,
    projectId,
    ...(account !== undefined && { account }),
    readAt,
    resources: held.map(({ entity, id, state }) => ({
      kind: entity.name,
      id,
      properties: without(state, entity.secrets),
    })),
  };
}

/** Reads what `pulumi-sinch calls account` has printed. @throws Error if it is something else */
export function readInventory(text: string, source: string): Inventory {
  return inventoryIn(parsed(text), source);
}

/** An account out of its JSON. @throws as `readInventory` */
export function inventoryIn(value: unknown, source: string): Inventory {
  if (!isObject(value) || value.form !== FORM || !Array.isArray(value.resources)) {
    throw new Error(`${source} is no saved account: give what \`pulumi-sinch calls account\` prints`);
  }
  if (value.version !== FORM_VERSION) {
    throw new Error(
      `${source} was saved by another version of pulumi-sinch: save the account again, by \`pulumi-sinch calls account\``,
    );
  }
  const account = textOf(value.account) || undefined;
  const held = value.resources.map((one, index) => heldOf(one, `${source}: resource ${index + 1}`));
  return {
    projectId: textOf(value.projectId),
    ...(account !== undefined && { account }),
    readAt: textOf(value.readAt),
    resources: held.map((one) => heldResource(account, one)),
  };
}

function heldOf(value: unknown, which: string): HeldEntity {
  const { kind, id, properties } = isObject(value) ? value : {};
  const entity = ENTITIES.find(({ name }) => name === kind);
  if (entity === undefined || typeof id !== "string" || !isObject(properties)) {
    throw new Error(`${which} has no kind, id and properties as \`pulumi-sinch calls account\` prints them`);
  }
  return { entity, id, state: properties };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
