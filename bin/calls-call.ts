import { checkUsername, endpointNamed, partyOf, trunkNamed, type Call, type World } from "../calls";
import type { StackResource } from "../stack/resource";

/** The flags that say which call it is. */
export interface CallFlags {
  readonly to: string;
  readonly from?: string;
  readonly source?: string;
  /** `false` where it answers no challenge. */
  readonly username?: string | false;
  readonly trunk?: string;
  readonly direction: "outbound" | "inbound";
  readonly down?: readonly string[];
}

/**
 * The call as one side knows it: a trunk may have another id there, or not be there yet.
 *
 * @param worlds all sides: a name that none of them has is an error
 * @throws Error with what was probably meant
 */
export function callOn(world: World, worlds: readonly World[], flags: CallFlags): Call {
  const { direction, to, from, source, username, trunk, down = [] } = flags;
  if (typeof username === "string")
    onAny(worlds, (one) => {
      checkUsername(username, one);
    });
  const endpoints = down.map((name) => on(world, worlds, (one) => endpointOf(name, one, flags)));
  return {
    direction,
    to: partyOf(to),
    ...(from !== undefined && { from: partyOf(from) }),
    ...(source !== undefined && { source }),
    ...(username !== undefined && { username: username === false ? null : username }),
    ...(trunk !== undefined && {
      trunkId: idOf(on(world, worlds, (one) => trunkNamed(trunk, one).resource)) ?? trunk,
    }),
    down: new Set(endpoints.flatMap((one) => idOf(one) ?? [])),
  };
}

/** An endpoint of the trunk that has the number called, if it is called from outside. */
function endpointOf(name: string, world: World, { direction, to }: CallFlags): StackResource {
  const bound = direction === "inbound" ? world.numbers.get(partyOf(to).digits) : undefined;
  return endpointNamed(name, world, bound?.trunk);
}

/** What one side has; nothing where only another one has it. @throws where none has it */
function on<Value>(world: World, worlds: readonly World[], find: (one: World) => Value): Value | undefined {
  const found = attempt(() => find(world));
  if (!("error" in found)) return found.value;
  onAny(worlds, find);
  return undefined;
}

/** @throws what the first side says where none has it */
function onAny(worlds: readonly World[], find: (one: World) => unknown): void {
  const found = worlds.map((one) => attempt(() => find(one)));
  const [first] = found;
  if (first !== undefined && found.every((one) => "error" in one) && "error" in first) throw first.error;
}

function attempt<Value>(find: () => Value): { readonly value: Value } | { readonly error: unknown } {
  try {
    return { value: find() };
  } catch (error) {
    return { error };
  }
}

function idOf(resource: StackResource | undefined): string | undefined {
  return resource && (resource.id ?? resource.urn);
}
