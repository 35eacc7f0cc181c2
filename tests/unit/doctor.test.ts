import { findingText } from "../../bin/doctor";
import { examine, type ExaminationOptions, type Finding } from "../../account/examination";
import { clientOptions, type ConfigValues } from "../../provider/config";
import { axiosTransport } from "../../provider/api/transport";
import { ByHand } from "../support/by-hand";
import { useEmulatorAccount } from "../support/emulator-account";
import { accountVariables } from "../support/pulumi-sinch-command";

const account = useEmulatorAccount();

/** The findings for the emulator's account, differing in some values. */
async function findings(values: ConfigValues = {}, options?: ExaminationOptions): Promise<Finding[]> {
  return await examine(clientOptions(values, accountVariables(account().emulator)), options);
}

async function statuses(values?: ConfigValues, options?: ExaminationOptions): Promise<string[]> {
  return (await findings(values, options)).map(({ check, status }) => `${check}: ${status}`);
}

async function wrong(values?: ConfigValues, options?: ExaminationOptions): Promise<Finding[]> {
  return (await findings(values, options)).filter(({ status }) => status === "wrong");
}

test("all is well with an account that works, and nothing but GET was sent to the APIs", async () => {
  expect(await statuses()).toEqual([
    "token: ok",
    "clock: ok",
    "project: ok",
    "trunking API: ok",
    "registrations: ok",
    "Numbers API: ok",
  ]);
  const sent = account().emulator.requests();
  expect(sent.map(({ method, path }) => `${method} ${path.replace(/^.*\//, "")}`)).toEqual([
    "POST token",
    "GET trunks",
    "GET trunks",
    "GET credentialLists",
    "GET activeNumbers",
  ]);
});

test("each answer's latency is told", async () => {
  const measured = (await findings()).filter(({ latencyMs }) => latencyMs !== undefined);
  expect(measured.map(({ check }) => check)).toEqual(["token", "trunking API", "Numbers API"]);
});

test("a wrong secret is wrong at the token, with what to do; the rest is skipped", async () => {
  const result = await findings({ keySecret: "not-the-secret" });
  expect(result.map(({ status }) => status)).toEqual([
    "wrong",
    "ok",
    "skipped",
    "skipped",
    "skipped",
    "skipped",
  ]);
  expect(result[0]?.detail).toMatch(/status 401.*Check SINCH_KEY_ID and sinch:keySecret/);
  expect(JSON.stringify(result)).not.toContain("not-the-secret");
});

test("another project is wrong at the project, not at the API", async () => {
  const [finding, ...others] = await wrong({ projectId: "somebody-elses" }, { numbers: false });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ check: "project" });
  expect(finding?.detail).toMatch(/status 403.*Check that sinch:projectId/);
});

test.each(["apiUrl", "authUrl", "numbersUrl"] as const)("%s that nobody answers at is wrong", async (key) => {
  const checks = { apiUrl: "trunking API", authUrl: "token", numbersUrl: "Numbers API" };
  const found = await wrong({ [key]: "http://127.0.0.1:1" });
  expect(found.map(({ check }) => check)).toEqual([checks[key]]);
  expect(found[0]?.detail).toMatch(/ECONNREFUSED.*Check the network, HTTPS_PROXY/);
});

test("an API that fails is wrong, and the project is not known then", async () => {
  account().emulator.addFault({ path: "/trunks", status: 503, times: 100 });
  expect(await statuses()).toContain("trunking API: wrong");
  expect(await statuses()).toContain("project: skipped");
});

describe("registrations", () => {
  /** A trunk with a registered endpoint, and the list of its username, linked to another trunk. */
  async function locked(): Promise<{ hand: ByHand; trunk: string; list: string; endpoint: string }> {
    const hand = new ByHand(account().emulator);
    const trunk = `/trunks/${String((await hand.post("/trunks", { name: "Voice", hostName: "voice" })).id)}`;
    const other = `/trunks/${String((await hand.post("/trunks", { name: "Other", hostName: "other" })).id)}`;
    const credentials = [{ username: "desk01", password: "Correct-horse-9" }];
    const list = String((await hand.post("/credentialLists", { name: "Phones", credentials })).id);
    await hand.post(`${other}/credentialLists`, { credentialListIds: [list] });
    const phone = { name: "Desk", priority: 1, isRegistered: true, credentialUsername: "desk01" };
    const endpoint = `${trunk}/endpoints/${String((await hand.post(`${trunk}/endpoints`, phone)).id)}`;
    await hand.post(`${trunk}/endpoints`, { name: "SBC", priority: 2, address: "203.0.113.9" });
    return { hand, trunk, list, endpoint };
  }

  test("of an endpoint whose list is not linked to its own trunk are wrong, with what to do", async () => {
    await locked();
    const [finding, ...others] = await wrong();
    expect(others).toEqual([]);
    expect(finding?.check).toBe("registrations");
    expect(finding?.detail).toMatch(
      /answered with 401: link it with TrunkCredentialList\n"Desk" \(\w+\/\w+\) of trunk "Voice" \(\w+\) as "desk01" of credential list "Phones" \(\w+\)$/,
    );
    expect(
      account()
        .emulator.requests()
        .filter(({ method, path }) => method !== "GET" && !path.includes("oauth2")),
    ).toHaveLength(6);
  });

  test("of several endpoints have a line for each, up to five, and one for the rest", async () => {
    const { hand, endpoint } = await locked();
    const endpoints = endpoint.replace(/\/[^/]+$/, "");
    for (let priority = 3; priority < 10; priority += 1) {
      const phone = { isRegistered: true, credentialUsername: "desk01" };
      await hand.post(endpoints, { ...phone, name: `Desk ${priority}`, priority });
    }
    const [finding] = await wrong();
    const [first, ...others] = finding?.detail.split("\n") ?? [];
    expect(first).toMatch(/: link it with TrunkCredentialList$/);
    expect(others.map((line) => line.split(" (")[0])).toEqual([
      ...['"Desk"', '"Desk 3"', '"Desk 4"', '"Desk 5"', '"Desk 6"'],
      "and 3 more",
    ]);
  });

  test("are well once the list is linked there, or the endpoint is disabled", async () => {
    const { hand, trunk, list, endpoint } = await locked();
    await hand.change(endpoint, { enabled: false });
    expect((await findings()).find(({ check }) => check === "registrations")).toMatchObject({
      status: "ok",
      detail: "no enabled endpoint registers",
    });
    await hand.change(endpoint, { enabled: true });
    await hand.post(`${trunk}/credentialLists`, { credentialListIds: [list] });
    expect((await findings()).find(({ check }) => check === "registrations")?.detail).toBe(
      "the list of each registered endpoint (1) is linked to its trunk",
    );
  });

  test("are not looked at where that is not wanted or cannot be, and never called well then", async () => {
    await locked();
    expect(await statuses({}, { endpoints: false })).toContain("registrations: skipped");
    account().emulator.addFault({ path: "/credentialLists", status: 403, times: 100 });
    expect(await statuses()).toContain("registrations: wrong");
    account().emulator.addFault({ path: "/trunks", status: 503, times: 100 });
    expect(await statuses()).toContain("registrations: skipped");
  });
});

test.each([
  ["behind", -3_600_000],
  ["ahead of", 3_600_000],
])("a clock an hour %s the server is wrong", async (way, offsetMs) => {
  const clock = { now: () => Date.now() + offsetMs, sleep: () => Promise.resolve() };
  const [finding, ...others] = await wrong({}, { clock });
  expect(others).toEqual([]);
  // The server tells whole seconds.
  expect(finding?.detail).toMatch(
    new RegExp(`^this machine is (3599|360[012]) s ${way} the server: let it set its clock by NTP$`),
  );
});

test("a server that does not tell its time leaves the clock unchecked", async () => {
  const plain = axiosTransport();
  const transport: typeof plain = async (request) => ({ ...(await plain(request)), headers: {} });
  expect(await statuses({}, { transport })).toContain("clock: skipped");
});

test("basic authentication needs no token", async () => {
  expect(await statuses({ authMethod: "basic" })).toContain("token: skipped");
  expect(await wrong({ authMethod: "basic" })).toEqual([]);
  expect((await wrong({ authMethod: "basic", keySecret: "no" }))[0]?.check).toBe("trunking API");
});

test("a finding is one line", () => {
  const finding: Finding = { check: "token", status: "wrong", detail: "not granted", latencyMs: 12.3 };
  expect(findingText(finding)).toBe("token          WRONG    not granted (12 ms)");
});

test("each message of a finding has a line of its own, below the first", () => {
  const finding: Finding = { check: "configuration", status: "wrong", detail: "no key\nno project" };
  expect(findingText(finding)).toBe(`configuration  WRONG    no key\n${" ".repeat(24)}no project`);
});
