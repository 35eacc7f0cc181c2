import { runInNewContext } from "node:vm";
import { adoption, type Selection } from "../../bin/adoption";
import { importEntry } from "../../bin/import-file";
import { programText } from "../../bin/program";
import { typescript, variableName } from "../../bin/typescript-text";
import { inventory } from "../../provider/inventory";
import { fillAccount } from "../account-by-hand";
import { useEmulatorAccount } from "../emulator-account";

/** Filling and reading an account are tens of requests, and a busy machine is slow. */
jest.setTimeout(60_000);

const account = useEmulatorAccount();

const OPTIONS = { projectId: "a-project", packageName: "pulumi-sinch", protect: false };

beforeEach(async () => {
  await fillAccount(account().emulator, {
    trunks: 9,
    endpoints: 2,
    accessControlLists: 3,
    credentialLists: 2,
    rules: 3,
    countries: ["SE"],
  });
});

async function adopted(selection: Selection = {}) {
  return adoption(await inventory(account().client), selection).adopted;
}

async function labels(selection: Selection): Promise<string[]> {
  return (await adopted(selection)).map(({ held, name }) => `${held.entity.name} ${name}`);
}

describe("the selection", () => {
  test("takes all but country permissions that have the API's default", async () => {
    const all = await adopted();
    expect(all).toHaveLength(9 + 18 + 3 + 2 + 9 + 9 + 3 + 1 + 2);
    const countries = await labels({ kinds: ["CountryPermission"] });
    expect(countries).toEqual(["CountryPermission sweden"]);
    const every = await labels({ kinds: ["CountryPermission"], allCountries: true });
    expect(every.length).toBeGreaterThan(200);
  });

  test("by name takes what has the name, and what lives under such a trunk", async () => {
    expect(await labels({ names: ["zür*"] })).toEqual([
      "SipTrunk zurich",
      "SipEndpoint zurich",
      expect.stringMatching(/^SipEndpoint zurich-\w{6}$/),
      "TrunkAccessControlList zurich-line-break",
      "TrunkCredentialList zurich-it-s-quoted-process-exit",
    ]);
    expect(await labels({ names: ["zür*"], kinds: ["SipTrunk"] })).toEqual(["SipTrunk zurich"]);
  });

  test("by id takes just that", async () => {
    const { id } = (await adopted({ kinds: ["SipEndpoint"] }))[0]?.held ?? {};
    expect((await adopted({ ids: [String(id)] })).map(({ held }) => held.id)).toEqual([id]);
  });
});

describe("what the provider would refuse", () => {
  test("is left out and named, with the reason", async () => {
    const { hand, client } = account();
    const { id } = await hand.post("/callBlockingRules", { name: "Nothing", direction: "INBOUND" });
    const { adopted: taken, refused } = adoption(await inventory(client), {});
    expect(refused.map(({ held, failures }) => [held.id, failures[0]?.property])).toEqual([
      [id, "callerCountry"],
    ]);
    expect(taken.map(({ held }) => held.id)).not.toContain(id);
  });
});

describe("names of resources", () => {
  test("are unique within a kind, and the same when something is added", async () => {
    const before = await adopted();
    const names = before.map(({ held, name }) => `${held.entity.name} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    await account().hand.post("/trunks", { name: "Same", hostName: "another" });
    const after = new Map((await adopted()).map(({ held, name }) => [held.id, name]));
    expect(before.map(({ held }) => after.get(held.id))).toEqual(before.map(({ name }) => name));
  });

  test("keep to letters, digits and hyphens", async () => {
    for (const { name } of await adopted()) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
  });
});

describe("the program", () => {
  test("refers to what it declares before, and names ids only of what it does not declare", async () => {
    const { hand } = account();
    const lists = await hand.list("/accessControlLists");
    const whole = programText(await adopted(), OPTIONS);
    expect(whole).not.toMatch(/\b(sipTrunkId|accessControlListId|credentialListId|credentialUsername): "/);
    const link = programText(await adopted({ kinds: ["TrunkAccessControlList", "SipTrunk"] }), OPTIONS);
    expect(link).toContain(`sipTrunkId: zurichSipTrunk.id`);
    expect(link).toContain(`accessControlListId: "${String(lists[1]?.id)}"`);
  });

  test("leaves out what has the documented default", async () => {
    const trunk = programText(await adopted({ names: ["zür*"], kinds: ["SipTrunk"] }), OPTIONS);
    expect(trunk).toContain(`new sinch.SipTrunk("zurich", { name: "Zürich – 東京", hostName: "acme-4" });`);
  });

  test("is the same on every run", async () => {
    expect(programText(await adopted(), OPTIONS)).toBe(programText(await adopted(), OPTIONS));
  });

  test("has no password and says so", async () => {
    const text = programText(await adopted(), OPTIONS);
    expect(text).not.toContain("password:");
    expect(text).toContain("The API does not tell passwords");
  });
});

describe("the import file", () => {
  test("has usernames as secrets, as the programs have them, and no password", async () => {
    const [list] = await adopted({ kinds: ["CredentialList"] });
    if (list === undefined) throw new Error("there is a credential list");
    const entry = importEntry(list.held, list.name, { front: "dynamic" });
    expect(entry.inputs).toMatchObject({
      credentials: { plaintext: expect.stringMatching(/username/) as string },
    });
    expect(JSON.stringify(entry)).not.toContain("password");
  });

  test("for the plugin has type, name and id alone", async () => {
    const [list] = await adopted({ kinds: ["CredentialList"] });
    if (list === undefined) throw new Error("there is a credential list");
    expect(importEntry(list.held, "list", { front: "plugin" })).toEqual({
      type: "sinch:index:CredentialList",
      name: "list",
      id: list.held.id,
    });
  });
});

describe("TypeScript", () => {
  test("of any text is a literal that means the text", () => {
    for (const text of ["`${1}`", '"', "\\", "a\nb", "\u2028\u2029", "*/", "</script>"]) {
      const literal = typescript(text);
      expect(literal).not.toMatch(/[\n\u2028\u2029]/);
      expect(runInNewContext(literal)).toBe(text);
    }
  });

  test("of a long value has a property a line", () => {
    const long = "x".repeat(60);
    expect(typescript({ one: long, two: [long, 2] })).toBe(`{\n  one: "${long}",\n  two: ["${long}", 2],\n}`);
  });

  test("has variables that are valid and unique", () => {
    const taken = new Set<string>();
    const names = ["42", "class", "a-1", "a1"].map((words) => variableName(words, "SipTrunk", taken));
    expect(names).toEqual(["_42SipTrunk", "classSipTrunk", "a1SipTrunk", "a1SipTrunk2"]);
  });
});
