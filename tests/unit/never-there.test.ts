import { textOf, type JsonObject } from "../../provider/json";
import { useAccount } from "./account";

const account = useAccount();
const STRANGER = "+12025559999";
const NOBODYS_ID = "01JZ6Q8V3M7T2C9XK4R5B6N8PD";

async function said(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  return error instanceof Error ? error.message : "nothing failed";
}

/** Makes one by hand. */
async function trunk(): Promise<string> {
  const body = { name: "Voice", hostName: "acme-voice" };
  return textOf((await account().client().request({ method: "POST", path: "/trunks", body })).id);
}

describe("what the project never had is not called deleted by hand", () => {
  test("a number that is not rented: the message says to rent it first", async () => {
    const lifecycle = account().lifecycle("PhoneNumberAssignment");
    const inputs = { phoneNumber: STRANGER, sipTrunkId: await trunk() };
    for (const work of [
      () => lifecycle.create(inputs),
      () => lifecycle.update(STRANGER, { ...inputs, sipTrunkId: NOBODYS_ID }, inputs),
    ]) {
      const message = await said(work());
      expect(message).toContain(`GET /activeNumbers/${encodeURIComponent(STRANGER)} failed with status 404`);
      expect(message).toContain(
        "project rents no such number: check phoneNumber and sinch:projectId, or rent it",
      );
      expect(message).not.toContain("by hand");
    }
  });

  test("a trunk, a list, a username or a country that a program names wrongly", async () => {
    const id = await trunk();
    const endpoint = { name: "E", priority: 1, isRegistered: true, credentialUsername: "nobody" };
    const creates: [kind: string, inputs: JsonObject][] = [
      ["SipEndpoint", { ...endpoint, sipTrunkId: NOBODYS_ID }],
      ["SipEndpoint", { ...endpoint, sipTrunkId: id }],
      ["TrunkAccessControlList", { sipTrunkId: id, accessControlListId: NOBODYS_ID }],
      ["TrunkCredentialList", { sipTrunkId: NOBODYS_ID, credentialListId: NOBODYS_ID }],
      ["CountryPermission", { isoCode: "QQ", enabled: true }],
    ];
    for (const [kind, inputs] of creates) {
      const message = await said(account().lifecycle(kind).create(inputs));
      expect(message).toMatch(
        /failed with status 404.*(check what names it and sinch:projectId|check the ids and usernames|credentialUsername must be)/,
      );
      expect(message).not.toContain("by hand");
    }
  });
});
