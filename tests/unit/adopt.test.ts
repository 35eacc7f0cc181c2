import { runInNewContext } from "node:vm";
import { adoption, type Selection } from "../../account/adoption";
import { importEntry } from "../../account/import-file";
import { programText } from "../../account/program";
import { typescript, variableName } from "../../account/typescript-text";
import { KnownResources } from "../../account/leftovers";
import { startEmulator } from "../../emulator";
import { Client } from "../../provider/api/client";
import { clientOptions } from "../../provider/config";
import { inventory, kindsToRead, type Held } from "../../provider/inventory";
import { fillAccount } from "../support/account-by-hand";
import { accountVariables } from "../support/pulumi-sinch-command";

/** Filling and reading an account are a hundred requests, and a busy machine is slow. */
jest.setTimeout(60_000);

const OPTIONS = { projectId: "a-project", packageName: "pulumi-sinch", protect: false };

let held: Held[];
/** The same account, where all countries are asked for as one. */
let heldWithAll: Held[];
beforeAll(async () => {
  const emulator = await startEmulator();
  try {
    const size = { trunks: 9, endpoints: 2, accessControlLists: 3, credentialLists: 2, rules: 3 };
    await fillAccount(emulator, { ...size, countries: ["SE"] });
    const client = new Client(clientOptions({}, accountVariables(emulator)));
    held = await inventory(client);
    heldWithAll = await inventory(client, kindsToRead(["CountryPermissions"]));
  } finally {
    await emulator.close();
  }
});

function adopted(selection: Selection = {}, all = held) {
  return adoption(all, selection).adopted;
}

function labels(selection: Selection): string[] {
  return adopted(selection).map(({ held: one, name }) => `${one.entity.name} ${name}`);
}

/** The first of a kind. */
function one(kind: string) {
  const [found] = adopted({ kinds: [kind] });
  if (found === undefined) throw new Error(`there is a ${kind}`);
  return found;
}

describe("the selection", () => {
  test("takes all but countries that are closed, whoever has opened the others", () => {
    const all = adopted();
    expect(all).toHaveLength(9 + 18 + 3 + 2 + 9 + 9 + 3 + 3 + 2);
    const countries = adopted({ kinds: ["CountryPermission"] });
    expect(countries.map(({ held: { id } }) => id).sort()).toEqual(["CA", "SE", "US"]);
    const every = labels({ kinds: ["CountryPermission"], allCountries: true });
    expect(every.length).toBeGreaterThan(200);
    expect(labels({ kinds: ["CountryPermission"], ids: ["DE"] })).toEqual(["CountryPermission germany"]);
  });

  test("takes all countries as one where it is asked for, but for those that a state has one by one", () => {
    const kinds = ["CountryPermission", "CountryPermissions"];
    expect(adopted({}, heldWithAll).map(({ held: { entity } }) => entity.name)).not.toContain(kinds[1]);
    const [all, ...others] = adopted({ kinds }, heldWithAll);
    expect(others).toEqual([]);
    expect(all?.held).toMatchObject({ id: "countries", inputs: { countries: ["CA", "SE", "US"] } });
    const state = { kind: "CountryPermission", id: "SE", urn: "urn", form: "dynamic" as const, outputs: {} };
    const [rest] = adopted({ kinds, known: new KnownResources([state], "a-project") }, heldWithAll);
    const inputs = { countries: ["CA", "US"], ignore: ["SE"] };
    expect(rest?.held).toMatchObject({ inputs, state: inputs });
    expect(programText(rest ? [rest] : [], OPTIONS)).toContain(
      'new sinch.CountryPermissions("countries", { countries: ["CA", "US"], ignore: ["SE"] });',
    );
  });

  test("by name takes what has the name, and what lives under such a trunk", () => {
    expect(labels({ names: ["zür*"] })).toEqual([
      "SipTrunk zurich",
      "SipEndpoint zurich",
      expect.stringMatching(/^SipEndpoint zurich-\w{6}$/),
      "TrunkAccessControlList zurich-line-break",
      "TrunkCredentialList zurich-it-s-quoted-process-exit",
    ]);
    expect(labels({ names: ["zür*"], kinds: ["SipTrunk"] })).toEqual(["SipTrunk zurich"]);
  });

  test("by id takes just that", () => {
    const { id } = one("SipEndpoint").held;
    expect(adopted({ ids: [id] }).map(({ held }) => held.id)).toEqual([id]);
  });
});

describe("what a stack manages already", () => {
  test("is left out, and referred to by its id", () => {
    const { id } = one("SipTrunk").held;
    const resource = { kind: "SipTrunk", id, urn: "urn", form: "dynamic" as const, outputs: {} };
    const rest = adopted({ known: new KnownResources([resource], "a-project") });
    expect(rest.map(({ held: { id: other } }) => other)).not.toContain(id);
    expect(programText(rest, OPTIONS)).toContain(`sipTrunkId: "${id}"`);
  });
});

describe("what the provider would refuse", () => {
  test("is left out and named, with the reason", () => {
    const { held: rule } = one("CallBlockingRule");
    const nowhere = { ...rule, id: "another", inputs: { name: "Nowhere", calleeMatch: "1900" } };
    const { adopted: taken, refused } = adoption([...held, nowhere], {});
    expect(refused).toEqual([
      { held: nowhere, failures: [expect.objectContaining({ property: "direction" })] },
    ]);
    expect(taken).toHaveLength(adopted().length);
  });
});

describe("names of resources", () => {
  test("are unique within a kind, and the same when something is added", () => {
    const before = adopted();
    const names = before.map(({ held: { entity }, name }) => `${entity.name} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    const { held: trunk } = one("SipTrunk");
    // Settings and numbers are what they are for good: nothing can be added beside them.
    const newer = held
      .filter(({ id }) => /[0-9A-Z]{26}$/.test(id))
      .map(({ entity, state }) => ({ ...trunk, entity, state, id: "7ZZZZZZZZZ" }));
    const after = new Map(adopted({}, [...newer, ...held]).map(({ held: { id }, name }) => [id, name]));
    expect(before.map(({ held: { id } }) => after.get(id))).toEqual(before.map(({ name }) => name));
  });

  test("keep to letters, digits and hyphens", () => {
    for (const { name } of adopted()) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    }
  });
});

describe("the program", () => {
  test("refers to what it declares before, and names ids only of what it does not declare", () => {
    const whole = programText(adopted(), OPTIONS);
    expect(whole).not.toMatch(/\b(sipTrunkId|accessControlListId|credentialListId|credentialUsername): "/);
    const link = programText(adopted({ kinds: ["TrunkAccessControlList", "SipTrunk"] }), OPTIONS);
    expect(link).toContain(`sipTrunkId: zurichSipTrunk.id`);
    expect(link).toMatch(/accessControlListId: "[0-9A-Z]{26}"/);
  });

  test("leaves out what has the documented default", () => {
    const trunk = programText(adopted({ names: ["zür*"], kinds: ["SipTrunk"] }), OPTIONS);
    expect(trunk).toContain(`new sinch.SipTrunk("zurich", { name: "Zürich – 東京", hostName: "acme-4" });`);
  });

  test("is the same on every run", () => {
    expect(programText(adopted(), OPTIONS)).toBe(programText(adopted(), OPTIONS));
  });

  test("has no password and says so", () => {
    const text = programText(adopted(), OPTIONS);
    expect(text).not.toContain("password:");
    expect(text).toContain("The API does not tell passwords");
  });
});

describe("the import file", () => {
  test("has usernames as secrets, as the programs have them, and no password", () => {
    const list = one("CredentialList");
    const entry = importEntry(list.held, { name: list.name, front: "dynamic" });
    expect(entry.inputs).toMatchObject({
      credentials: { plaintext: expect.stringMatching(/username/) as string },
    });
    expect(JSON.stringify(entry)).not.toContain("password");
  });

  test("for the plugin has type, name and id alone", () => {
    const list = one("CredentialList");
    expect(importEntry(list.held, { name: "list", front: "plugin" })).toEqual({
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
