import type { ProjectState } from "../../emulator";
import { isObject, textOf } from "../../provider/json";
import { differences, holdingsOf, registeredIn, type Holdings } from "./account";
import { edited } from "./edits";
import { Stack, type CommandOptions, type Outcome } from "./engine";
import { goalOf, type Declaration, type Program } from "./engine/program";
import type { Command, Elsewhere, History, Round } from "./history";
import { doByHand } from "./hands";
import { chosen, firstProgram, Names, ofType, type Pick } from "./programs";
import { seededBy } from "../support/random";
import { STRANGERS } from "./rehearsal";
import { FieldWorld } from "./world";
import { gatesOf, type Gate } from "./gates";
import { unshown } from "./shown";

/** So often is the last update made again, where the engine's own order keeps it from succeeding. */
const MAX_AGAIN = 5;

/** What a history came to. */
export interface Report {
  /** What is wrong; nothing if all is well. */
  readonly violations: readonly string[];
  /** What happened, a line each. */
  readonly log: readonly string[];
  /** How many updates there were, and how many of them failed without a fault. */
  readonly ups: number;
  readonly failed: number;
}

/** Runs a history to its end and looks at every moment of it. */
export async function run(history: History): Promise<Report> {
  return await new Run(history).report();
}

class Run {
  readonly #history: History;
  readonly #world = new FieldWorld();
  readonly #names = new Names();
  readonly #log: string[] = [];
  readonly #violations: string[] = [];
  readonly #stack: Stack;
  readonly #otherStack: Stack;
  #otherProgram: Program = [];
  /** Numbers that somebody has bound to another trunk by hand: who removes them from the program leaves them there. */
  readonly #moved = new Set<string>();
  /** Countries of which the stack does not know any more, or knows no better than somebody's hand, how it found them. */
  readonly #forgotten = new Set<string>();
  #strangersListId = "";
  #program: Program = [];
  /** The program of the last update. */
  #applied: Program = [];
  #ups = 0;
  #failed = 0;

  constructor(history: History) {
    this.#history = history;
    const frontEnd = this.#world.frontEnd(history.frontEnd);
    const parallel = { random: seededBy(history.order), isSerial: history.isSerial };
    this.#stack = new Stack({ project: "acme", stack: "prod" }, frontEnd, parallel);
    this.#otherStack = new Stack({ project: "acme", stack: "branch" }, frontEnd, parallel);
  }

  async report(): Promise<Report> {
    this.#strangersListId = await this.#world.byHand("POST", "/accessControlLists", STRANGERS);
    const before = this.#holdings();
    const first = firstProgram(this.#history.first, this.#names, this.#strangersListId);
    this.#note(`first program: ${first.map(described).join(", ")}`);
    await this.#up(first, {}, "up");
    for (const round of this.#history.rounds) await this.#round(round);
    const isShared = this.#otherStack.state.length > 0;
    const gone = await this.#otherStack.destroy();
    if (gone.errors.length > 0) this.#violate(`destroy elsewhere failed: ${gone.errors.join("; ")}`);

    await this.#leaveMovedNumbers();
    // It does as it is told, where somebody has removed all that there was of a kind.
    this.#world.acceptEmptyLists();
    const hasCondemned = this.#stack.state.some(({ isCondemned }) => isCondemned);
    let last = await this.#up(this.#program, { refresh: true }, "up --refresh at the end");
    // What a failed update has left to be deleted stands behind all that depends on it in the state, so that the engine
    // may delete it before those.
    for (let again = 0; again < MAX_AGAIN && last.errors.length > 0 && hasCondemned; again++) {
      last = await this.#up(this.#program, { refresh: true }, "up --refresh at the end, again");
    }
    if (last.errors.length > 0) this.#violate(`the last up --refresh failed: ${last.errors.join("; ")}`);
    const now = this.#holdings();
    const forgotten = [...this.#forgotten].map((isoCode) => [`CountryPermission ${isoCode}`, {}] as const);
    const strangers = new Map([...before, ...forgotten]);
    for (const problem of differences(this.#stack, this.#program, now, strangers)) this.#violate(problem);
    const again = await this.#stack.preview(this.#program);
    const steps = again.steps.filter(({ op }) => op !== "same");
    if (steps.length > 0)
      this.#violate(`a preview at the end shows ${steps.map(({ op, urn }) => `${op} ${urn}`).join(", ")}`);

    const destroyed = await this.#stack.destroy();
    if (destroyed.errors.length > 0) this.#violate(`destroy failed: ${destroyed.errors.join("; ")}`);
    const [after, start] = [this.#holdings(), before].map((one) =>
      // Of two stacks that have a country, each puts back what it found.
      JSON.stringify(
        [...one].filter(
          ([place]) =>
            !place.startsWith("CountryPermission ") || !(isShared || this.#forgotten.has(place.slice(-2))),
        ),
      ),
    );
    if (this.#violations.length === 0 && after !== start)
      this.#violate(`after destroy there is ${after ?? ""}`);
    return { violations: this.#violations, log: this.#log, ups: this.#ups, failed: this.#failed };
  }

  async #round({ edits, hands, command, elsewhere, fault }: Round): Promise<void> {
    if (elsewhere !== undefined) await this.#elsewhere(elsewhere);
    let program = this.#program;
    for (const edit of edits) {
      const tools = {
        names: this.#names,
        strangersListId: this.#strangersListId,
        usernames: usernamesIn(this.#world.emulator.state()),
      };
      const { program: next, words } = edited(program, edit, tools);
      if (words !== "") this.#note(`edit: ${words}`);
      program = next;
    }
    for (const hand of hands) {
      const words = await doByHand(this.#world, hand, this.#strangersListId);
      if (words !== "") this.#note(`by hand: ${words}`);
      if (hand.kind === "switchCountry") this.#forgotten.add(/country (..)/.exec(words)?.[1] ?? "");
      if (hand.kind === "moveNumber") this.#moved.add(/\+\d+/.exec(words)?.[0] ?? "");
    }
    await this.#world.pass();
    if (command === "refresh") {
      const { errors } = await this.#stack.refresh();
      this.#note(`refresh${errors.length > 0 ? ` failed: ${errors.join("; ")}` : ""}`);
      this.#program = program;
      return;
    }
    const options = this.#optionsOf(command, program);
    const words = [
      "up",
      command.refresh ? "--refresh" : "",
      command.continueOnError ? "--continue-on-error" : "",
      ...[...(options.targets ?? [])].map((urn) => `--target ${short(urn)}`),
      ...[...(options.replaces ?? [])].map((urn) => `--replace ${short(urn)}`),
      fault ? `with a fault ${JSON.stringify(fault)}` : "",
    ];
    await this.#up(program, options, words.filter((word) => word !== "").join(" "), fault);
  }

  /** Somebody takes back what was bound by hand and is no program's any more. */
  async #leaveMovedNumbers(): Promise<void> {
    const declared = new Set(this.#program.map(({ inputs }) => inputs.phoneNumber));
    for (const { phoneNumber, voice } of this.#world.emulator.state().activeNumbers) {
      if (!this.#moved.has(phoneNumber) || declared.has(phoneNumber) || voice.trunkId === "") continue;
      const voiceConfiguration = { type: "EST", trunkId: "" };
      await this.#world.byHand("PATCH", `/activeNumbers/${phoneNumber}`, { voiceConfiguration });
    }
  }

  /** What it declares is the first stack's, so its updates may be refused. */
  async #elsewhere({ isDropping, which }: Elsewhere): Promise<void> {
    const [stack, program] = [this.#stack, this.#otherProgram];
    const one = isDropping ? chosen(program, which) : chosen(shareable(this.#program, stack), which);
    if (one === undefined) return;
    await this.#world.pass();
    const others = program.filter(({ key }) => key !== one.key);
    this.#otherProgram = isDropping ? others : [...others, one];
    const { errors } = await this.#otherStack.up(this.#otherProgram);
    const words = `elsewhere: ${isDropping ? "drop" : "declare"} ${described(one)}`;
    this.#note(`${words}${errors.length > 0 ? ` failed: ${errors.join("; ")}` : ""}`);
  }

  /** A preview, and then the update, watched. */
  async #up(
    program: Program,
    options: CommandOptions,
    words: string,
    fault?: Round["fault"],
  ): Promise<Outcome> {
    const [stack, world] = [this.#stack, this.#world];
    await world.pass();
    this.#noteForgotten(program, options);
    const preview = await stack.preview(program, options);
    if (preview.errors.length > 0) {
      // The CLI goes no further.
      this.#note(`preview of ${words} failed: ${preview.errors.join("; ")}`);
      this.#program = program;
      return preview;
    }
    const before = this.#holdings();
    const gates = gatesOf({
      before: this.#applied,
      after: program,
      stack,
      holdings: before,
      preview,
      targets: options.targets,
    });
    const missing = new Set<Gate>();
    world.onWrite = (request) => {
      const now = this.#holdings();
      for (const gate of gates) {
        if (missing.has(gate) || gate.isThere(now)) continue;
        missing.add(gate);
        this.#violate(`${gate.words} is gone after ${request} of ${words}`);
      }
    };
    if (fault) world.emulator.addFault(fault);
    const outcome = await stack.up(program, options);
    world.emulator.clearFaults();
    world.onWrite = () => undefined;
    this.#ups++;
    if (outcome.errors.length > 0 && !fault) this.#failed++;
    this.#note(`${words}${outcome.errors.length > 0 ? ` failed: ${outcome.errors.join("; ")}` : ""}`);
    for (const problem of unshown({ before, after: this.#holdings(), preview, outcome })) {
      this.#violate(`${problem}, which no preview of ${words} showed`);
    }
    this.#program = program;
    this.#applied = program;
    return outcome;
  }

  /**
   * A country that is declared under another URN, twice, or has its replacement forced loses what was found of it: a
   * line says so, and a later delete may leave it as it is.
   */
  #noteForgotten(program: Program, { replaces }: CommandOptions): void {
    const countries = ofType(program, "CountryPermission");
    for (const declaration of countries) {
      const { isoCode } = declaration.inputs;
      const urn = this.#stack.urn(declaration);
      const isElsewhere = this.#stack.state.some(
        (one) => one.type === declaration.type && one.id === isoCode && one.urn !== urn,
      );
      const isTwice = countries.filter(({ inputs }) => inputs.isoCode === isoCode).length > 1;
      if (isElsewhere || isTwice || replaces?.has(urn)) this.#forgotten.add(textOf(isoCode));
    }
  }

  #optionsOf({ refresh, targets, replaces, continueOnError }: Command, program: Program): CommandOptions {
    const urns = program.map((declaration) => this.#stack.urn(declaration));
    const some = (picks: readonly Pick[], from: readonly string[]): ReadonlySet<string> | undefined =>
      picks.length === 0 ? undefined : new Set(picks.flatMap((one) => chosen(from, one) ?? []));
    // What is to be replaced or refreshed has to be in the state.
    const known = new Set(this.#stack.known(program).map(({ urn }) => urn));
    const old = urns.filter((urn) => known.has(urn));
    const all = refresh ? old : [...new Set([...urns, ...known])];
    const [targeted, replaced] = [some(targets, all), some(replaces, old)];
    return {
      refresh,
      continueOnError,
      ...(targeted !== undefined && targeted.size > 0 && { targets: targeted }),
      ...(replaced !== undefined && replaced.size > 0 && { replaces: replaced }),
    };
  }

  #holdings(): Holdings {
    return holdingsOf(this.#world.emulator.state());
  }

  #note(line: string): void {
    this.#log.push(line);
  }

  #violate(problem: string): void {
    this.#violations.push(problem);
    this.#log.push(`  !! ${problem}`);
  }
}

/** What another stack can declare as well, with the ids of what it refers to. */
function shareable(program: Program, stack: Stack): Declaration[] {
  const registered = registeredIn(program, stack);
  return program.flatMap((declaration) => {
    if (!SHAREABLE.includes(declaration.type)) return [];
    const { name, frontEnd } = stack;
    const { inputs } = goalOf(declaration, { name, frontEnd, registered, isPreview: false });
    const given = Object.keys(declaration.inputs).map((key) => [key, inputs[key]] as const);
    if (given.some(([, value]) => value === undefined)) return [];
    return [{ ...declaration, inputs: Object.fromEntries(given) as Declaration["inputs"] }];
  });
}

function usernamesIn({ endpoints }: ProjectState): ReadonlySet<string> {
  return new Set(
    endpoints.flatMap(({ target }) => (target.kind === "static" ? [] : [target.credentialUsername])),
  );
}

const SHAREABLE = [
  "PhoneNumberAssignment",
  "CountryPermission",
  "TrunkAccessControlList",
  "TrunkCredentialList",
];

/** A declaration as a program has it, in a line. */
function described({ type, name, inputs }: Declaration): string {
  const plain = JSON.stringify(inputs, (_key, value: unknown) =>
    isObject(value) && "to" in value ? textOf(value.to) : value,
  );
  return `${type} ${name} ${plain}`;
}

function short(urn: string): string {
  return urn.split("::").slice(2).join("::");
}
