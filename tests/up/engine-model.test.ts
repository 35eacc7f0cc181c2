import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import type { EditKind } from "../field/edits";
import type { FrontEndName } from "../field/engine/provider";
import type { Call } from "../field/engine/recording";
import { MORE_NUMBERS, type Size } from "../field/programs";
import { rehearsals, rehearse, STRANGERS, withStrangersList, type Scene } from "../field/rehearsal";
import { sourceOf } from "../field/source";
import { unmarked } from "../../provider/adapters/secrets";
import type { Json } from "../../provider/json";
import { Project } from "../support/harness";

/*
 * The random histories of tests/field run on a model of Pulumi's engine. Here it is held against the real one: a
 * sequence of random programs on one stack, and what the provider is asked in each command.
 */

const SEED = 20261127;
/** Programs on one stack in each front end. */
const COUNTS: Record<FrontEndName, number> = { dynamic: 38, plugin: 14 };

const FIRST: Size = {
  trunks: 2,
  accessLists: 2,
  credentialLists: 2,
  statics: 2,
  registered: 2,
  links: 3,
  numbers: 2,
  countries: 2,
  rules: 1,
  ranges: 1,
};
const EDITS: EditKind[] = [
  "rename",
  "move",
  "dropFirst",
  "addFirst",
  "reverse",
  "reorder",
  "change",
  "change",
  "retarget",
  "add",
  "add",
  "remove",
  "duplicate",
  "ignore",
];

jest.setTimeout(600_000);

/** Waiting for the CLI is most of it, so both go on at the same time. */
const FRONT_ENDS: FrontEndName[] = ["dynamic", "plugin"];
let played: Map<FrontEndName, Promise<object[]>>;

beforeAll(() => {
  played = new Map(FRONT_ENDS.map((frontEnd) => [frontEnd, differences(frontEnd)]));
  // What fails is told by the test that waits for it.
  for (const one of played.values()) one.catch(() => undefined);
});

test.each(FRONT_ENDS)(
  "the model asks the provider as the CLI does, with the %s classes",
  async (frontEnd) => {
    expect(await played.get(frontEnd)).toEqual([]);
  },
);

/** The commands in which the real engine asked the provider for something else than the model does. */
async function differences(frontEnd: FrontEndName): Promise<object[]> {
  const scenes = await rehearse(frontEnd, {
    seed: SEED,
    count: COUNTS[frontEnd],
    first: FIRST,
    edits: EDITS,
  });
  const expected = await rehearsals(frontEnd, scenes);
  const project = await Project.create("", { provider: frontEnd, emulator: { numbers: MORE_NUMBERS } });
  const found: object[] = [];
  try {
    const { id } = await new ByHand(project.emulator).post("/accessControlLists", STRANGERS);
    for (const [index, scene] of scenes.entries()) {
      const calls = await play(project, scene, String(id));
      const orders = expected.map((order) => (order[index] ?? []).map(comparable));
      const { words, options, isPreview } = scene;
      const difference = comparison(orders, calls);
      if (Object.values(difference).flat().length > 0)
        found.push({ words, options, isPreview, ...difference });
    }
  } finally {
    await project.remove();
  }
  return found;
}

/** Runs a command of the real CLI and tells what it asked the provider. */
async function play(project: Project, scene: Scene, strangersListId: string): Promise<Call[]> {
  const { program, options, isPreview } = scene;
  const file = join(project.directory, "calls");
  rmSync(file, { force: true });
  project.setProgram(sourceOf(withStrangersList(program, strangersListId)));
  const preloads = ["fast-start.cjs", "record-calls.cjs"].map(
    (name) => `--require ${JSON.stringify(join(__dirname, "..", "support", name))}`,
  );
  const args = [
    ...(options.refresh ? ["--refresh"] : []),
    ...[...(options.targets ?? [])].flatMap((urn) => ["--target", urn]),
    ...[...(options.replaces ?? [])].flatMap((urn) => ["--replace", urn]),
  ];
  const env = { NODE_OPTIONS: preloads.join(" "), FIELD_CALLS: file };
  await (isPreview ? project.preview(args, { env }) : project.up(args, { env }));
  return existsSync(file) ? recorded(readFileSync(file, "utf8")) : [];
}

/** A line is the beginning of a call, or the end of one. */
function recorded(text: string): Call[] {
  const calls = new Map<string, Call>();
  for (const [time, line] of text.trimEnd().split("\n").entries()) {
    const { id, ...call } = JSON.parse(line) as { id: string } & Partial<Call>;
    const begun = calls.get(id);
    if (begun !== undefined) begun.ended = time;
    else calls.set(id, comparable({ ...call, began: time, ended: Infinity } as Call));
  }
  return [...calls.values()];
}

/** Less what differs between two accounts and what the engine does not always send. */
function comparable(call: Call): Call {
  const text = JSON.stringify(unmarked(call.request as Json), (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
  return { ...call, request: JSON.parse(text.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, "#")) as object };
}

/** How the calls of one run differ from those that the model foretells, whatever happens at the same time. */
function comparison(
  orders: readonly (readonly Call[])[],
  calls: readonly Call[],
): Record<"missing" | "unexpected" | "different" | "disorder", string[]> {
  const real = namedCalls(calls);
  const models = orders.map(namedCalls);
  const names = [...real.keys()];
  const ofAll = [...(models[0]?.keys() ?? [])].filter((name) => models.every((model) => model.has(name)));
  const isFirst = (of: ReadonlyMap<string, Call>, one: string, other: string): boolean => {
    const [before, after] = [of.get(one), of.get(other)];
    return before !== undefined && after !== undefined && before.ended < after.began;
  };
  const requestOf = (of: ReadonlyMap<string, Call>, name: string): string =>
    JSON.stringify(of.get(name)?.request);
  return {
    missing: ofAll.filter((name) => !real.has(name)),
    unexpected: names.filter((name) => !models.some((model) => model.has(name))),
    different: names
      .filter((name) => models.some((model) => model.has(name)))
      .filter((name) => !models.some((model) => requestOf(model, name) === requestOf(real, name)))
      .map((name) => `${name}: ${requestOf(real, name)} instead of ${requestOf(models[0] ?? real, name)}`),
    disorder: ofAll.flatMap((one) =>
      ofAll
        .filter((other) => models.every((model) => isFirst(model, one, other)))
        .filter((other) => real.has(one) && real.has(other) && !isFirst(real, one, other))
        .map((other) => `${one} does not come before ${other}`),
    ),
  };
}

/** Calls by what they are: the second check of a resource has another name than the first. */
function namedCalls(calls: readonly Call[]): Map<string, Call> {
  const found = new Map<string, Call>();
  for (const call of calls) {
    const name = `${call.method} ${call.urn.split("::").slice(2).join("::")}`;
    let key = name;
    for (let count = 2; found.has(key); count++) key = `${name} (${count})`;
    found.set(key, call);
  }
  return found;
}
