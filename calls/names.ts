import { textOf } from "../provider/json";
import { nearest } from "../provider/nearest";
import { spoken } from "../provider/words";
import { ofKind, usernamesOf, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import type { Binding, Trunk, World } from "./world";

/*
 * What people call things: a trunk by its name in the program or in the API, its host name or its id; an endpoint by
 * one of its names or its id. What there is not is an error with what was probably meant.
 */

/** The trunk of a name. @throws Error if there is none, or there are several */
export function trunkNamed(name: string, world: World): Trunk {
  return oneOf(name, world.trunks, { world, kind: "trunk", keys: ["name", "hostName", "domain"] });
}

/** The endpoint of a name, of one trunk or of any. @throws Error if there is none, or there are several */
export function endpointNamed(name: string, world: World, trunk?: Trunk): StackResource {
  const owner = trunk === undefined ? undefined : `trunk "${trunk.resource.name}"`;
  const endpoints = (trunk === undefined ? world.trunks : [trunk]).flatMap((one) => one.endpoints.all);
  return oneOf(name, endpoints, { world, kind: "endpoint", owner, keys: ["name", "endpointId"] }).resource;
}

/** To what a number is bound, which is given in E.164. @throws Error if it is bound to nothing */
export function bindingOf(number: string, world: World): Binding {
  const found = world.numbers.get(number.slice(1));
  if (found) return found;
  const numbers = [...world.numbers.keys()].map((digits) => `+${digits}`);
  throw new Error(
    `no trunk has the number ${number}${hint(number, { world, spellings: numbers, names: numbers })}`,
  );
}

/** @throws Error if no credential list has a username, as far as all that they have is known */
export function checkUsername(username: string, world: World): void {
  const lists = ofKind(world.resources, "CredentialList");
  const usernames = lists.flatMap(usernamesOf);
  const isHidden = ({ properties }: StackResource): boolean =>
    properties.usernames === undefined || isUnseen(properties.usernames);
  if (usernames.includes(username) || lists.some(isHidden)) return;
  throw new Error(
    `no credential list has the username ${username}${hint(username, { world, spellings: usernames, names: usernames })}`,
  );
}

/** Where a name is looked up. */
interface Place {
  readonly world: World;
  readonly kind: string;
  /** Of what it must be one, as `trunk "voice"`. */
  readonly owner?: string | undefined;
  /** The properties by which people call it, too. */
  readonly keys: readonly string[];
}

function oneOf<One extends { readonly resource: StackResource }>(
  name: string,
  candidates: readonly One[],
  { world, kind, owner, keys }: Place,
): One {
  const spellingsOf = ({ resource }: One): string[] => [
    resource.name,
    resource.id ?? "",
    ...keys.map((key) => textOf(resource.properties[key])).filter((text) => !isUnseen(text)),
  ];
  const isIt = [(text: string) => text === name, (text: string) => text.toLowerCase() === name.toLowerCase()];
  for (const is of isIt) {
    const found = candidates.filter((one) => spellingsOf(one).some((text) => text !== "" && is(text)));
    if (found.length === 1 && found[0]) return found[0];
    if (found.length > 1) {
      const ids = spoken(found.map(({ resource }) => resource.id ?? resource.name));
      throw new Error(`${name} is the name of ${found.length} ${kind}s: say an id, one of ${ids}`);
    }
  }
  const [spellings, names] = [
    candidates.flatMap(spellingsOf),
    candidates.map(({ resource }) => resource.name),
  ];
  const none = owner === undefined ? `there is no ${kind} ${name}` : `${owner} has no ${kind} ${name}`;
  throw new Error(`${none}${hint(name, { world, spellings, names })}`);
}

/** The most names that an error lists. */
const MOST_NAMED = 8;

/** What was probably meant, or what there is; and where else it may be. */
function hint(
  given: string,
  { world, spellings, names }: { world: World; spellings: readonly string[]; names: readonly string[] },
): string {
  const elsewhere = world.isWhole
    ? ""
    : ". If the account has it, and SOURCE has not: give the account, by --account FILE or --live";
  const meant = [...new Set(nearest(given, spellings))].slice(0, MOST_NAMED);
  if (meant.length > 0) return `: ${meant.join(" or ")} is probably meant${elsewhere}`;
  if (names.length === 0) return `: there is none at all${elsewhere}`;
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `: there ${names.length === 1 ? "is" : "are"} ${names.slice(0, MOST_NAMED).join(", ")}${more}${elsewhere}`;
}
