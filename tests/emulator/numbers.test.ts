import { client, valueAt, type Client } from "./client";

const OWN = "+12025550101";

function bind({ ask }: Client, trunkId: string): ReturnType<Client["ask"]> {
  return ask("PATCH", `/activeNumbers/${OWN}`, { voiceConfiguration: { type: "EST", trunkId } });
}

async function voiceOf({ ask }: Client): Promise<unknown> {
  return valueAt((await ask("GET", `/activeNumbers/${OWN}`)).body, "voiceConfiguration");
}

describe("binding a number", () => {
  test("is a job: waiting, in progress, and done when its time has come", async () => {
    const user = client({ provisioningDelayMs: 10_000 });
    const trunkId = await user.make("/trunks", { name: "Main", hostName: "main" });
    const answer = await bind(user, trunkId);
    expect(valueAt(answer.body, "voiceConfiguration")).toMatchObject({
      type: "RTC",
      trunkId: "",
      lastUpdatedTime: null,
      scheduledVoiceProvisioning: { type: "EST", trunkId, status: "WAITING" },
    });
    user.clock.advance(6_000);
    expect(await voiceOf(user)).toMatchObject({ scheduledVoiceProvisioning: { status: "IN_PROGRESS" } });
    expect((await user.ask("GET", `/phoneNumbers/${OWN}`)).status).toBe(404);
    user.clock.advance(4_000);
    expect(await voiceOf(user)).toMatchObject({ type: "EST", trunkId, scheduledVoiceProvisioning: null });
    expect((await user.ask("GET", `/phoneNumbers?sipTrunkId=${trunkId}`)).body).toMatchObject({
      phoneNumbers: [{ phoneNumber: OWN, sipTrunkId: trunkId, countryCode: "US" }],
    });
  });

  test("keeps the trunk from being deleted until the number is taken back", async () => {
    const user = client();
    const trunkId = await user.make("/trunks", { name: "Main", hostName: "main" });
    await bind(user, trunkId);
    const refused = await user.ask("DELETE", `/trunks/${trunkId}`);
    expect(refused.status).toBe(400);
    expect(valueAt(refused.body, "message")).toMatch(/when there are phone numbers assigned$/);
    await bind(user, "");
    expect((await user.ask("DELETE", `/trunks/${trunkId}`)).status).toBe(204);
    expect(await voiceOf(user)).toMatchObject({ type: "EST", trunkId: "", scheduledVoiceProvisioning: null });
  });

  test("can fail, and then the job stays and the number is as it was", async () => {
    const user = client({ provisioningFail: true });
    const trunkId = await user.make("/trunks", { name: "Main", hostName: "main" });
    await bind(user, trunkId);
    expect(await voiceOf(user)).toMatchObject({
      type: "RTC",
      scheduledVoiceProvisioning: { status: "FAILED" },
    });
    expect(user.emulator.state().phoneNumbers).toEqual([]);
    user.emulator.switches.provisioningFail = false;
    await bind(user, trunkId);
    expect(await voiceOf(user)).toMatchObject({ type: "EST", trunkId });
  });

  test("to a trunk that does not exist fails", async () => {
    const user = client();
    await bind(user, "01JZ6Q8V3M7T2C9XK4R5B6N8PD");
    expect(await voiceOf(user)).toMatchObject({ scheduledVoiceProvisioning: { status: "FAILED" } });
  });

  test("without saying to what, or to something unknown, is refused", async () => {
    const { ask } = client();
    for (const voiceConfiguration of [{}, { type: "EST" }, { type: "SIP", trunkId: "" }]) {
      const answer = await ask("PATCH", `/activeNumbers/${OWN}`, { voiceConfiguration });
      expect(valueAt(answer.body, "error")).toMatchObject({ code: 400, status: "INVALID_ARGUMENT" });
    }
  });
});

describe("the Numbers API", () => {
  test("finds a number with a raw and with an encoded plus sign", async () => {
    const { ask } = client();
    for (const path of [`/activeNumbers/${OWN}`, `/activeNumbers/${encodeURIComponent(OWN)}`]) {
      expect((await ask("GET", path)).body).toMatchObject({ phoneNumber: OWN, regionCode: "US" });
    }
  });

  test("wraps its errors", async () => {
    const { ask } = client();
    expect((await ask("GET", "/activeNumbers/+12025550199")).body).toMatchObject({
      error: {
        code: 404,
        status: "NOT_FOUND",
        details: [{ type: "ResourceInfo", resourceType: "ActiveNumber", resourceName: "+12025550199" }],
      },
    });
  });

  test("lists the numbers of a region and type in pages, the end marked by an empty token", async () => {
    const { ask } = client();
    const path = "/activeNumbers?regionCode=US&type=LOCAL&pageSize=2";
    const first = await ask("GET", path);
    expect(first.body).toMatchObject({
      activeNumbers: [{ phoneNumber: OWN }, { phoneNumber: "+12025550102" }],
      totalSize: 3,
    });
    const token = String(valueAt(first.body, "nextPageToken"));
    const second = await ask("GET", `${path}&pageToken=${token}`);
    expect(second.body).toMatchObject({
      activeNumbers: [{ phoneNumber: "+12025550103" }],
      nextPageToken: "",
    });
  });

  test("shows mobile numbers unless told otherwise, and searches by digits", async () => {
    const { ask } = client();
    expect((await ask("GET", "/activeNumbers")).body).toMatchObject({
      activeNumbers: [{ phoneNumber: "+447700900001", type: "MOBILE" }],
      totalSize: 1,
    });
    const query = "type=LOCAL&numberPattern.pattern=102&numberPattern.searchPattern=END";
    expect((await ask("GET", `/activeNumbers?${query}`)).body).toMatchObject({
      activeNumbers: [{ phoneNumber: "+12025550102" }],
    });
  });

  test("rents and releases the numbers that are available", async () => {
    const { ask, emulator } = client();
    expect((await ask("POST", "/availableNumbers/+12025550108:rent")).status).toBe(200);
    expect((await ask("POST", "/availableNumbers/+12025550108:rent")).status).toBe(404);
    const any = await ask("POST", "/availableNumbers:rentAny", { regionCode: "US", type: "LOCAL" });
    expect(any.body).toMatchObject({ phoneNumber: "+12025550109" });
    expect((await ask("POST", `/activeNumbers/${OWN}:release`)).status).toBe(200);
    const numbers = emulator.state().activeNumbers.map(({ phoneNumber }) => phoneNumber);
    expect(numbers).toEqual(expect.arrayContaining(["+12025550108", "+12025550109"]));
    expect(numbers).not.toContain(OWN);
  });

  test("answers 501 to what the emulator does not have", async () => {
    const { ask } = client();
    const sms = { smsConfiguration: { servicePlanId: "x" } };
    const answers = [
      await ask("GET", "/availableNumbers?regionCode=US&type=LOCAL"),
      await ask("PATCH", `/activeNumbers/${OWN}`, sms),
    ];
    for (const { status, text } of answers) {
      expect(status).toBe(501);
      expect(text).toContain("does not implement");
    }
  });

  test("has the numbers that a test adds, in the project that it names", () => {
    const number = { phoneNumber: "+46701740605", regionCode: "SE", type: "MOBILE" } as const;
    const { emulator } = client({
      accounts: [{ keyId: "k", keySecret: "s", projectIds: ["p1", "p2"] }],
      numbers: [{ ...number, projectId: "p2" }],
    });
    const of = (id: string): string[] => emulator.state(id).activeNumbers.map((one) => one.phoneNumber);
    expect(of("p2")).toContain("+46701740605");
    expect(of("p1")).not.toContain("+46701740605");
  });
});
