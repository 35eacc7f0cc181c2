import type { Entity } from "../provider/entity";
import { textOf, type JsonObject } from "../provider/json";
import { cidrOf, type StackResource } from "./resource";

/** An entity that an account holds, whoever has read it. */
export interface HeldEntity {
  readonly entity: Entity;
  readonly id: string;
  readonly state: JsonObject;
}

/** What people call an entity. */
export function heldName({ entity, state }: Pick<HeldEntity, "entity" | "state">): string {
  return textOf(state.name) || (entity.name === "IpRange" ? cidrOf(state) : "");
}

/** The URN under which something stands that was found in an account, and in no stack. */
export function heldUrn(
  account: string | undefined,
  { entity, id }: Pick<HeldEntity, "entity" | "id">,
): string {
  return [account ?? "", entity.name, id].join(" ");
}

/** An entity of an account as rules, reports and verdicts look at what stacks have. */
export function heldResource(account: string | undefined, held: HeldEntity): StackResource {
  const { entity, id, state } = held;
  return {
    urn: heldUrn(account, held),
    kind: entity.name,
    name: heldName(held) || id,
    id,
    properties: { ...state, ...(account !== undefined && { account }) },
    references: {},
  };
}
