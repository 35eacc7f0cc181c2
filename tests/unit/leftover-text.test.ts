import { describeLeftover, leftoverText, type States } from "../../bin/leftover-text";
import { entityNamed } from "../../account/leftovers";

const RULE = {
  held: {
    entity: entityNamed("CallBlockingRule"),
    id: "01JZ6QM3N5P7R9S1T4V6W8X0YZ",
    inputs: {},
    state: { name: 'The "1900s"' },
    createTime: "2026-11-24T14:18:28.000Z",
  },
  attachedTo: [],
};

function commands(states: States): string[] {
  const { import: imports, remove } = describeLeftover(RULE, "the-1900s", states);
  return [imports, remove];
}

test("the commands name the same states, in words that a shell takes as they are", () => {
  const leftovers = "pulumi-sinch leftovers --stack dev --stack-file 'it'\\''s.json'";
  const what = "CallBlockingRule 01JZ6QM3N5P7R9S1T4V6W8X0YZ";
  expect(commands({ stack: "dev", stackFile: ["it's.json"], front: "dynamic" })).toEqual([
    `${leftovers} --import ${what} > import.json && pulumi import --file import.json --generate-code=false --stack dev`,
    `${leftovers} --remove ${what}`,
  ]);
});

test("with the plugin, Pulumi imports by itself", () => {
  expect(commands({ stackFile: ["dev.json"], front: "plugin" })[0]).toBe(
    "pulumi import sinch:index:CallBlockingRule the-1900s 01JZ6QM3N5P7R9S1T4V6W8X0YZ",
  );
});

test("people read kind, id, name and time on one line", () => {
  const shown = describeLeftover(RULE, "the-1900s", { stackFile: ["dev.json"], front: "dynamic" });
  expect(leftoverText(shown).trimStart().split("\n")[0]).toBe(
    'CallBlockingRule 01JZ6QM3N5P7R9S1T4V6W8X0YZ "The \\"1900s\\"", made 2026-11-24T14:18:28.000Z',
  );
});
