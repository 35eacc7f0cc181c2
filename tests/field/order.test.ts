import type { JsonObject } from "../../provider/json";
import { ByHand, type Body } from "../support/by-hand";
import { lifecycle } from "../faults/operations";
import { useProject } from "../support/harness";

/*
 * An index means what the program says: lists have the program's order, and drift does not depend on it.
 */

const LIST = [
  { username: "a", password: "Correct7Horse" },
  { username: "b", password: "Battery9Staple" },
];

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const program = (names: string[], ranges: number[], options = ""): string => `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    const secrets = { a: "Correct7Horse", b: "Battery9Staple" };
    const phones = new sinch.CredentialList("phones", { name: "Phones", credentials:
      ${JSON.stringify(names)}.map((username) => ({ username, password: pulumi.secret(secrets[username]) })) }${options});
    const office = new sinch.AccessControlList("office", { name: "Office", ipRanges:
      ${JSON.stringify(ranges)}.map((n) => ({ ipAddress: "198.51.100." + n, description: "Site " + n })) });
    [0, 1].forEach((n) => new sinch.SipEndpoint("phone" + n, {
      sipTrunkId: trunk.id, name: "Phone " + n, isRegistered: true, priority: n + 1,
      credentialUsername: phones.credentials.apply((all) => all[n].username),
    }));
    exports.office = office.id;
    exports.trunk = trunk.id;
    exports.ranges = office.ipRanges;
  `;
  const project = useProject(program(["a", "b"], [1, 2, 3]), { provider });
  const api = (): ByHand => new ByHand(project().emulator);
  const writes = (since: number): string[] =>
    project()
      .emulator.requests()
      .slice(since)
      .filter(({ method, path }) => method !== "GET" && !path.endsWith("/token"))
      .map(({ method, path }) => `${method} ${path.replace(/^.*emulator-project/, "")}`);

  test("endpoints follow their index when the program turns the credentials round, without a request for the list", async () => {
    await project().up();
    const since = project().emulator.requests().length;
    project().setProgram(program(["b", "a"], [3, 1, 2]));
    await project().up();
    const { trunk, ranges } = (await project().outputs()) as { trunk: string; ranges: Body[] };
    const endpoints = await api().list(`/trunks/${trunk}/endpoints`);
    expect(endpoints.map(({ name, credentialUsername }) => [name, credentialUsername]).sort()).toEqual([
      ["Phone 0", "b"],
      ["Phone 1", "a"],
    ]);
    expect(writes(since).filter((one) => !one.includes("/endpoints/"))).toEqual([]);
    expect(ranges.map(({ ipAddress }) => ipAddress)).toEqual([
      "198.51.100.3",
      "198.51.100.1",
      "198.51.100.2",
    ]);
    await project().preview(["--expect-no-changes"]);
    await project().refresh(["--expect-no-changes"]);
  });

  test("an element that somebody removed by hand comes back at its own place", async () => {
    const { office } = (await project().outputs()) as { office: string };
    const path = `/accessControlLists/${office}/ipRanges`;
    const first = (await api().list(path)).find(({ ipAddress }) => ipAddress === "198.51.100.1");
    await api().delete(`${path}/${String(first?.["id"])}`);
    await project().up(["--refresh"]);
    const { ranges } = (await project().outputs()) as { ranges: Body[] };
    expect(ranges.map(({ ipAddress, description }) => [ipAddress, description])).toEqual([
      ["198.51.100.3", "Site 3"],
      ["198.51.100.1", "Site 1"],
      ["198.51.100.2", "Site 2"],
    ]);
    await project().preview(["--expect-no-changes"]);
  });

  test("ignoreChanges with an index is refused, with the way that works, and nothing is changed", async () => {
    const since = project().emulator.requests().length;
    project().setProgram(program(["a", "b"], [3, 1, 2], ', { ignoreChanges: ["credentials[0].password"] }'));
    const { stdout, stderr, status } = await project().up([], { status: "any" });
    expect(status).not.toBe(0);
    expect(stdout + stderr).toMatch(
      /ignoreChanges cannot have "credentials\[0\]\.password"|as an index in ignoreChanges makes it/,
    );
    expect(stdout + stderr).toContain('ignoreChanges: ["credentials"]');
    expect(writes(since)).toEqual([]);
  });
});

test("a password that an ignored index has put in another one's place is refused", () => {
  const { failures } = lifecycle("CredentialList", undefined).check(
    { name: "Phones", credentials: LIST },
    // The program turned the list round, and the engine put the old password of the first place back there.
    { name: "Phones", credentials: [{ username: "b", password: "Correct7Horse" }, LIST[0]] } as JsonObject,
  );
  expect(failures.map(({ property }) => property)).toEqual(["credentials[0].password"]);
  expect(JSON.stringify(failures)).not.toContain("Correct7Horse");
});

test("turning a list round is no replacement and no change", () => {
  const lists = lifecycle("CredentialList", undefined);
  const news = { name: "Phones", credentials: LIST.toReversed() };
  const { inputs, failures } = lists.check({ name: "Phones", credentials: LIST }, news);
  expect(failures).toEqual([]);
  expect(inputs["credentials"]).toEqual(news.credentials);
  expect(lists.diff({ name: "Phones", credentials: LIST }, inputs).replaces).toEqual([]);
});
