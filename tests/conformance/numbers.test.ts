import { conformance, emulatorRule, listAt, rule, textAt, valueAt } from "./api";

const api = conformance();
/** A number that the emulator's project rents from the start; no real number is ever touched. */
const OWN = "+12025550101";

describe("phone numbers", () => {
  rule("documented", "the list can be cut down to one trunk", async () => {
    const trunkId = await trunk();
    const { status, body } = await api.ask("GET", `/phoneNumbers?sipTrunkId=${trunkId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ phoneNumbers: [], totalItems: 0 });
  });

  rule("observed", "the numbers of a trunk have no path below the trunk", async () => {
    const answer = await api.ask("GET", `/trunks/${await trunk()}/phoneNumbers`);
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("NO_RESOURCE_FOUND");
  });

  rule(
    "documented",
    "a number that the project does not rent is answered with 404 in an envelope",
    async () => {
      const answer = await api.ask("GET", "/activeNumbers/+12025550199", { host: "numbers" });
      expect(answer.status).toBe(404);
      expect(valueAt(answer.body, "error")).toMatchObject({ code: 404, status: "NOT_FOUND" });
    },
  );

  rule("documented", "the list of active numbers ends with an empty page token", async () => {
    const path = "/activeNumbers?regionCode=US&type=LOCAL&pageSize=1";
    let token = "";
    let pages = 0;
    do {
      const { body } = await api.ask("GET", `${path}&pageToken=${token}`, { host: "numbers" });
      expect(listAt(body, "activeNumbers").length).toBeLessThanOrEqual(1);
      token = textAt(body, "nextPageToken");
      pages += 1;
    } while (token !== "" && pages < 5);
    expect(pages).toBeGreaterThan(0);
  });

  emulatorRule(
    "documented",
    "binding a number answers a job first, and the trunk when it is done",
    async () => {
      const trunkId = await trunk();
      const answer = await bind(trunkId);
      expect(answer.status).toBe(200);
      const voice = valueAt(answer.body, "voiceConfiguration");
      expect(voice).toMatchObject({ trunkId: "", scheduledVoiceProvisioning: { type: "EST", trunkId } });
      await until(async () => {
        const { body } = await api.ask("GET", `/activeNumbers/${OWN}`, { host: "numbers" });
        return valueAt(valueAt(body, "voiceConfiguration"), "trunkId") === trunkId;
      });
      const { body } = await api.ask("GET", `/phoneNumbers/${encodeURIComponent(OWN)}`);
      expect(body).toMatchObject({ phoneNumber: OWN, sipTrunkId: trunkId });
      expect((await api.ask("DELETE", `/trunks/${trunkId}`)).status).toBe(400);
      await bind("");
      await until(async () => (await api.ask("GET", `/phoneNumbers/${OWN}`)).status === 404);
    },
  );

  emulatorRule(
    "observed",
    "a number can also be assigned directly, and taken back with an empty id",
    async () => {
      const sipTrunkId = await trunk();
      const phoneNumber = "+442079460123";
      const answer = await api.ask("POST", "/phoneNumbers", { body: { sipTrunkId, phoneNumber } });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({ sipTrunkId, phoneNumber, countryCode: "GB" });
      const again = await api.ask("POST", "/phoneNumbers", { body: { sipTrunkId, phoneNumber } });
      expect(again.status).toBe(400);
      expect(again.text).toContain(`Phone Number '${phoneNumber}' already exists`);
      await api.ask("POST", "/phoneNumbers", { body: { sipTrunkId: "", phoneNumber } });
      const { body } = await api.ask("GET", `/phoneNumbers?sipTrunkId=${sipTrunkId}`);
      expect(body).toMatchObject({ totalItems: 0 });
    },
  );
});

function trunk(): Promise<string> {
  return api.make("/trunks", { name: api.name(), hostName: api.name() });
}

function bind(trunkId: string): ReturnType<typeof api.ask> {
  const body = { voiceConfiguration: { type: "EST", trunkId } };
  return api.ask("PATCH", `/activeNumbers/${OWN}`, { host: "numbers", body });
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (await isDone()) return;
  }
  throw new Error("The job did not end");
}
