import { createEmulator, type Emulator } from "../../emulator";

/** Expressions that take longer than anybody waits, for JavaScript's own engine, on a path that has no `!`. */
const ENDLESS = [
  "(a+)+!",
  "(a|a)*!",
  "(.*a){30}!",
  "^/v1/(([a-z])+.)+[A-Z]([a-z])+!",
  `/${"**a".repeat(20)}!`,
  `/${"*a".repeat(20)}!`,
];

function addOverHttp(emulator: Emulator, rule: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return emulator.request("/__emulator/faults", { method: "POST", headers, body: JSON.stringify(rule) });
}

test.each(ENDLESS)("an expression that backtracks for ever elsewhere is done with here: %s", async (path) => {
  const emulator = createEmulator();
  expect((await addOverHttp(emulator, { path, status: 500 })).status).toBe(201);
  const answer = await emulator.request(`/v1/projects/${emulator.projectId}/${"a".repeat(3_000)}`);
  expect(answer.status).toBe(401);
  expect(emulator.faults()).toMatchObject([{ hits: 0 }]);
});

test.each(["(a)\\1", "(?=trunks)", "(", "["])(
  "an expression that cannot be matched in a time that grows with the path alone is refused: %s",
  async (path) => {
    const emulator = createEmulator();
    const refused = await addOverHttp(emulator, { path, status: 500 });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain("docs/emulator.md");
    expect(() => emulator.addFault({ path, status: 500 })).toThrow("not a fault rule");
  },
);

test.each([
  ["trunks$", "/v1/projects/p/trunks", true],
  ["/(trunks|accessControlLists)$", "/v1/projects/p/accessControlLists", false],
  ["(trunks|accessControlLists)$", "/v1/projects/p/accessControlLists", true],
  ["\\d{3,}", "/v1/projects/p/trunks/1234", true],
  ["/trunks/*", "/v1/projects/p/trunks/1234", true],
  ["/a+b", "/v1/projects/p/a+b", true],
])("%s finds %s: %s", async (path, asked, isHit) => {
  const emulator = createEmulator();
  emulator.addFault({ path, status: 500 });
  await emulator.request(asked);
  expect(emulator.faults()).toMatchObject([{ matched: isHit ? 1 : 0 }]);
});
