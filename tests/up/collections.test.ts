import { ByHand } from "../support/by-hand";
import { contentsOf } from "../support/contents";
import { COLLECTIONS, type Collection } from "../entities";
import { driftIn } from "./drift-program";
import { declaration } from "./every-resource";
import { useProject } from "../support/harness";

/*
 * One of each entity that has a collection of its own, by what its sample says: whatever else such an entity does has
 * a test beside this one.
 */

/** A program with one of each, by their names in it. */
function program(inputsOf: (one: Collection) => object): string {
  const lines = COLLECTIONS.map((one) => {
    const { name } = one.entity;
    return `const ${name} = ${declaration(one, name, inputsOf(one))};`;
  });
  const ids = COLLECTIONS.map(({ entity: { name } }) => `${name}: ${name}.id`);
  return `${lines.join("\n")}\nexports.ids = { ${ids.join(", ")} };`;
}

const project = useProject(program(({ inputs }) => inputs));
const api = () => new ByHand(project().emulator);
let ids: Record<string, string>;

/** What the program has at last: each value that can, changed. */
const replacedOf = (one: Collection): object => ({ ...changedOf(one), ...one.replacing });
const changedOf = ({ inputs, changed }: Collection): object => ({ ...inputs, ...changed });

/** What the API holds of each, and that it holds no more. */
async function expectApi(inputsOf: (one: Collection) => object): Promise<void> {
  for (const one of COLLECTIONS) {
    const { entity, route, answered } = one;
    const held = { ...inputsOf(one), ...answered };
    expect(await api().list(route.path, route.listKey)).toMatchObject([{ id: ids[entity.name], ...held }]);
  }
}

test("each is made as declared, and neither a preview nor a refresh finds anything", async () => {
  await project().up();
  ids = (await project().outputs()).ids as Record<string, string>;
  await expectApi(({ inputs }) => inputs);
  await project().preview(["--expect-no-changes"]);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
});

test("each value that was changed by hand is shown, and put back", async () => {
  const declared = contentsOf(project().emulator.state());
  for (const one of COLLECTIONS) {
    await api().put(`${one.route.path}/${ids[one.entity.name] ?? ""}`, changedOf(one));
  }
  const args = ["--preview-only", "--expect-no-changes", "--diff"];
  const drift = driftIn((await project().refresh(args, { status: 7 })).stdout);
  for (const { entity, changed } of COLLECTIONS) {
    const shown = drift[entity.name]?.map((line) => /^[~+-] (\w+):/.exec(line)?.[1]);
    expect([entity.name, shown]).toEqual([entity.name, Object.keys(changed).sort()]);
  }
  await project().up(["--refresh"]);
  expect(contentsOf(project().emulator.state())).toEqual(declared);
});

test("each changes in place", async () => {
  project().setProgram(program(changedOf));
  await project().up();
  expect((await project().outputs()).ids).toEqual(ids);
  await expectApi(changedOf);
  await project().preview(["--expect-no-changes"]);
});

test("each is replaced where a change needs another one, and only there", async () => {
  project().setProgram(program(replacedOf));
  await project().up();
  const before = ids;
  ids = (await project().outputs()).ids as Record<string, string>;
  for (const { entity, replacing } of COLLECTIONS) {
    const isSame = Object.keys(replacing).length === 0;
    expect([entity.name, ids[entity.name] === before[entity.name]]).toEqual([entity.name, isSame]);
  }
  await expectApi(replacedOf);
  await project().preview(["--expect-no-changes"]);
});

test("each that was deleted by hand is made again", async () => {
  for (const { entity, route } of COLLECTIONS) await api().delete(`${route.path}/${ids[entity.name] ?? ""}`);
  await project().up(["--refresh"]);
  const before = ids;
  ids = (await project().outputs()).ids as Record<string, string>;
  expect(Object.values(ids).filter((id) => Object.values(before).includes(id))).toEqual([]);
  await expectApi(replacedOf);
});

test("destroy leaves none", async () => {
  await project().destroy();
  for (const { route } of COLLECTIONS) expect(await api().list(route.path, route.listKey)).toEqual([]);
});
