import { edited, type Edit } from "./edits";
import { Stack, type CommandOptions } from "./engine";
import type { Program } from "./engine/program";
import type { FrontEndName } from "./engine/provider";
import type { Call } from "./engine/recording";
import { chosen, firstProgram, Names, type Size } from "./programs";
import { seededBy } from "../support/random";
import { FieldWorld } from "./world";

/** One command of a sequence on one stack. */
export interface Scene {
  readonly words: string;
  readonly program: Program;
  readonly options: CommandOptions;
  readonly isPreview: boolean;
}

/** Stands for the id of the list that somebody else has, which every emulator has another of. */
const STRANGERS_LIST = "strangers-list";
const STACK = { project: "acme", stack: "test" };

/** In how many orders of what may happen at the same time a sequence is played, */
const ORDERS = 30;
/** and in how many while it is made up. */
const TRIALS = 2;

/** A sequence of commands that all succeed, whatever happens at the same time. */
export async function rehearse(
  frontEnd: FrontEndName,
  { seed, count, first, edits }: { seed: number; count: number; first: Size; edits: readonly Edit["kind"][] },
): Promise<Scene[]> {
  const random = seededBy(seed);
  const number = (): number => Math.floor(random() * 1_000);
  const names = new Names();
  let scenes: Scene[] = [scene("the first program", firstProgram(first, names, STRANGERS_LIST))];
  let plays = await Play.several(frontEnd, scenes, TRIALS);
  while (scenes.length < count) {
    const words: string[] = [];
    // What was only looked at, or done in part, is forgotten: else an edit that fails keeps all others from working.
    let program = scenes.findLast(isWhole)?.program ?? [];
    for (let left = 1 + (number() % 3); left > 0; left--) {
      const kind = chosen(edits, number());
      if (kind === undefined) break;
      const tools = { names, strangersListId: STRANGERS_LIST, usernames: new Set<string>() };
      const next = edited(program, { kind, which: number(), how: number() }, tools);
      program = next.program;
      if (next.words !== "") words.push(next.words);
    }
    const options = optionsOf(plays[0]?.stack, program, number);
    const next = { ...scene(words.join(", "), program), options, isPreview: number() % 10 === 0 };
    if (program.length > 0 && (await everyOne(plays, (play) => play.goesOn(next))))
      scenes = [...scenes, next];
    else plays = await Play.several(frontEnd, scenes, TRIALS);
  }
  return scenes;
}

/** What the provider is asked in each scene, in each of several orders. */
export async function rehearsals(frontEnd: FrontEndName, scenes: readonly Scene[]): Promise<Call[][][]> {
  const plays = await Play.several(frontEnd, scenes, ORDERS);
  if (plays.length < ORDERS / 2) throw new Error("the sequence fails in most orders");
  return plays.map(({ calls }) => calls);
}

/** A program for an emulator in which somebody else's list has an id. */
export function withStrangersList(program: Program, id: string): Program {
  return program.map((one) =>
    one.inputs.accessControlListId === STRANGERS_LIST
      ? { ...one, inputs: { ...one.inputs, accessControlListId: id } }
      : one,
  );
}

/** A world in which scenes are played. */
class Play {
  readonly calls: Call[][] = [];
  readonly stack: Stack;
  readonly #strangersListId: string;

  private constructor(stack: Stack, strangersListId: string) {
    this.stack = stack;
    this.#strangersListId = strangersListId;
  }

  /** The same scenes in several orders. */
  static async several(frontEnd: FrontEndName, scenes: readonly Scene[], count: number): Promise<Play[]> {
    const plays: Play[] = [];
    for (let order = 0; order < count; order++) {
      const play = await Play.#of(frontEnd, scenes, order);
      if (play !== undefined) plays.push(play);
    }
    return plays;
  }

  static async #of(
    frontEnd: FrontEndName,
    scenes: readonly Scene[],
    order: number,
  ): Promise<Play | undefined> {
    const world = new FieldWorld();
    const strangersListId = await world.byHand("POST", "/accessControlLists", STRANGERS);
    const parallel = { random: seededBy(order), isSerial: order === 0 };
    const play = new Play(new Stack(STACK, world.frontEnd(frontEnd), parallel), strangersListId);
    for (const one of scenes) if (!(await play.goesOn(one))) return undefined;
    return play;
  }

  async goesOn({ program, options, isPreview }: Scene): Promise<boolean> {
    const own = withStrangersList(program, this.#strangersListId);
    const outcome = isPreview ? await this.stack.preview(own, options) : await this.stack.up(own, options);
    this.calls.push([...outcome.calls]);
    return outcome.errors.length === 0;
  }
}

/** The body of the request that makes somebody else's list. */
export const STRANGERS = {
  name: "Strangers",
  enabled: true,
  ipRanges: [{ ipAddress: "192.0.2.255", range: 32 }],
};

function scene(words: string, program: Program): Scene {
  return { words, program, options: {}, isPreview: false };
}

function isWhole({ isPreview, options }: Scene): boolean {
  return !isPreview && options.targets === undefined;
}

async function everyOne(plays: readonly Play[], does: (play: Play) => Promise<boolean>): Promise<boolean> {
  for (const play of plays) if (!(await does(play))) return false;
  return true;
}

function optionsOf(stack: Stack | undefined, program: Program, number: () => number): CommandOptions {
  const urns = program.map((declaration) => stack?.urn(declaration) ?? "");
  const known = urns.filter((urn) => stack?.known(program).some((one) => one.urn === urn));
  const target = number() % 10 === 0 ? chosen(known, number()) : undefined;
  const replaced = number() % 5 === 0 ? chosen(known, number()) : undefined;
  return {
    refresh: number() % 4 === 0,
    ...(target !== undefined && { targets: new Set([target]) }),
    ...(replaced !== undefined && { replaces: new Set([replaced]) }),
  };
}
