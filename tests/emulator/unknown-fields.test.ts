import { client } from "./client";
import { collectionOf, ENTITY_ROWS, newest, PASSWORD, RANGE } from "./entity-rows";

const TRUNK = { name: "Main", hostName: "main" };

describe("unknownFields", () => {
  test.each(ENTITY_ROWS)("refuse: $kind with such a field is neither made nor changed", async (row) => {
    const user = client({ unknownFields: "refuse" });
    const path = await collectionOf(user, row);
    const id = await user.make(path, row.body);
    const before = user.emulator.state();
    const sent = { ...row.another, colour: "blue" };
    for (const [method, target] of [
      ["POST", path],
      ["PUT", `${path}/${id}`],
    ] as const) {
      expect((await user.ask(method, target, sent)).body).toEqual({
        code: 400,
        status: "BAD_REQUEST",
        message: 'Unrecognized field "colour"',
        details: [
          {
            type: "BadRequest",
            fieldViolations: [{ field: "colour", description: "Unrecognized field" }],
          },
        ],
      });
    }
    expect(user.emulator.state()).toEqual(before);
  });

  test.each(ENTITY_ROWS)("refuse: what was read of $kind can be sent back whole", async (row) => {
    const user = client({ unknownFields: "refuse" });
    const path = await collectionOf(user, row);
    const id = await user.make(path, row.body);
    const read = await newest(user, path, row.name);
    expect((await user.ask("PUT", `${path}/${id}`, read)).status).toBe(200);
  });

  test("refuse: in the starter form the code is VALIDATION_FAILED and the message the same", async () => {
    const { ask } = client({ unknownFields: "refuse", errors: "starter" });
    const answer = await ask("POST", "/trunks", { ...TRUNK, label: "blue" });
    expect([answer.status, answer.body]).toEqual([
      400,
      { code: "VALIDATION_FAILED", message: 'Unrecognized field "label"' },
    ]);
  });

  test("refuse: with extraField a label is a known field", async () => {
    const { ask, emulator } = client({ unknownFields: "refuse", extraField: true });
    expect((await ask("POST", "/trunks", { ...TRUNK, label: "blue" })).status).toBe(201);
    expect((await ask("POST", "/trunks", { ...TRUNK, hostName: "b", labels: "blue" })).status).toBe(400);
    expect(emulator.state().trunks).toHaveLength(1);
  });

  test("refuse: also in the ranges and credentials inside of a list", async () => {
    const { ask, emulator } = client({ unknownFields: "refuse" });
    const ranges = await ask("POST", "/accessControlLists", {
      name: "x",
      ipRanges: [{ ...RANGE, cidr: "x" }],
    });
    const credentials = [{ username: "one", password: PASSWORD, realm: "x" }];
    const users = await ask("POST", "/credentialLists", { name: "x", credentials });
    expect([ranges.body, users.body]).toMatchObject([
      { message: 'Unrecognized field "cidr"' },
      { message: 'Unrecognized field "realm"' },
    ]);
    expect(emulator.state()).toMatchObject({ accessControlLists: [], credentialLists: [] });
  });

  test("ignore: such a field does nothing", async () => {
    const { ask } = client();
    const answer = await ask("POST", "/trunks", { ...TRUNK, colour: "blue" });
    expect(answer.status).toBe(201);
    expect(answer.body).not.toHaveProperty("colour");
  });
});
