import type { EmulatorOptions } from "../../emulator";
import { client, valueAt, type Answer } from "./client";

const PASSWORD = "Correct-horse-9";
const ENDPOINT = { name: "sbc", address: "203.0.113.21", priority: 1 };

/** A trunk and two lists of each kind, none of them linked. */
async function account(options: EmulatorOptions = {}) {
  const user = client({ concurrentChanges: "refuse", ...options });
  const list = (name: string): Promise<string> =>
    user.make("/accessControlLists", { name, ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] });
  const credentials = (name: string): Promise<string> =>
    user.make("/credentialLists", {
      name,
      credentials: ["a", "b"].map((part) => ({ username: `${name}-${part}`, password: PASSWORD })),
    });
  const trunk = `/trunks/${await user.make("/trunks", { name: "Main", hostName: "main" })}`;
  return { ...user, trunk, lists: [await list("x"), await list("y")], phones: await credentials("p") };
}

function statuses(answers: readonly Answer[]): number[] {
  return answers.map(({ status }) => status);
}

describe("concurrentChanges=refuse", () => {
  test("of two changes below one parent at the same time the second is refused, and does nothing", async () => {
    const { ask, trunk, lists, phones, emulator } = await account();
    const [list = ""] = lists;
    const pairs = [
      [`${trunk}/endpoints`, ENDPOINT],
      [`/accessControlLists/${list}/ipRanges`, { ipAddress: "192.0.2.9" }],
    ] as const;
    for (const [path, body] of pairs) {
      const [first, second] = await Promise.all([ask("POST", path, body), ask("POST", path, body)]);
      expect(first.status).toBeLessThan(300);
      expect(second).toMatchObject({ status: 409, body: { code: 409, status: "ABORTED", details: [] } });
    }
    const deleted = ["p-a", "p-b"].map((name) =>
      ask("DELETE", `/credentialLists/${phones}/credentials/${name}`),
    );
    expect(statuses(await Promise.all(deleted))).toEqual([204, 409]);
    const { endpoints, accessControlLists, credentialLists } = emulator.state();
    expect(endpoints).toHaveLength(1);
    expect(accessControlLists[0]?.ipRanges).toHaveLength(2);
    expect(credentialLists).toMatchObject([{ credentials: [{ username: "p-b" }] }]);
    expect(emulator.requests().filter(({ status }) => status === 409)).toHaveLength(3);
  });

  test("children of different kinds and the parent itself count", async () => {
    const { ask, trunk, lists } = await account();
    const answers = await Promise.all([
      ask("POST", `${trunk}/endpoints`, ENDPOINT),
      ask("POST", `${trunk}/accessControlLists`, { accessControlListIds: lists }),
      ask("PUT", trunk, { name: "Renamed", hostName: "main" }),
      ask("DELETE", trunk),
    ]);
    expect(statuses(answers)).toEqual([201, 409, 409, 409]);
  });

  test("one after the other, below two parents, beside a read, and a new parent are served", async () => {
    const { ask, trunk, lists } = await account();
    const ranges = lists.map((list) => `/accessControlLists/${list}/ipRanges`);
    const answers = await Promise.all([
      ask("POST", `${trunk}/endpoints`, ENDPOINT),
      ask("GET", `${trunk}/endpoints`),
      ask("POST", "/trunks", { name: "Second", hostName: "second" }),
      ask("POST", "/trunks", { name: "Third", hostName: "third" }),
      ...ranges.map((path) => ask("POST", path, { ipAddress: "192.0.2.9" })),
    ]);
    expect(statuses(answers)).toEqual([201, 200, 201, 201, 200, 200]);
    expect((await ask("POST", `${trunk}/endpoints`, ENDPOINT)).status).toBe(201);
  });

  test("a change that fails leaves its parent free", async () => {
    const { ask, trunk, emulator } = await account();
    expect((await ask("POST", `${trunk}/endpoints`, {})).status).toBe(400);
    emulator.addFault({ path: "/endpoints", reset: true });
    await ask("POST", `${trunk}/endpoints`, ENDPOINT).catch(() => undefined);
    expect((await ask("POST", `${trunk}/endpoints`, ENDPOINT)).status).toBe(201);
  });

  test("is answered in the other form of errors too", async () => {
    const { ask, trunk } = await account({ errors: "starter" });
    const [, second] = await Promise.all([
      ask("POST", `${trunk}/endpoints`, ENDPOINT),
      ask("POST", `${trunk}/endpoints`, ENDPOINT),
    ]);
    expect(valueAt(second.body, "code")).toBe("ABORTED");
  });
});

test("without the switch both changes are made", async () => {
  const { ask, trunk, emulator } = await account({ concurrentChanges: "allow" });
  const both = [ask("POST", `${trunk}/endpoints`, ENDPOINT), ask("POST", `${trunk}/endpoints`, ENDPOINT)];
  expect(statuses(await Promise.all(both))).toEqual([201, 201]);
  expect(emulator.state().endpoints).toHaveLength(2);
});
