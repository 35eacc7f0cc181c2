import { ENTITIES } from "../provider/entities";

/** What a resource type says. */
export interface ResourceType {
  /** The entity's name: `SipTrunk`. */
  readonly kind: string;
  /** Whether it is of the dynamic classes or of the plugin. */
  readonly form: "dynamic" | "plugin";
}

/** `pulumi-nodejs:dynamic/sinch:SipTrunk`, `sinch:index:SipTrunk`, `sinch:index/sipTrunk:SipTrunk`. */
const TYPE = /^(pulumi-nodejs:dynamic\/sinch|sinch:index(?:\/\w+)?):(\w+)$/;

/** Takes a type of this package's resources apart; nothing for another. */
export function typeOf(type: string): ResourceType | undefined {
  const [, front, kind = ""] = TYPE.exec(type) ?? [];
  if (!ENTITIES.some(({ name }) => name === kind)) return undefined;
  return { kind, form: front?.startsWith("sinch:") === true ? "plugin" : "dynamic" };
}
