import fc from "fast-check";
import { Clients } from "../../provider/clients";
import { checkConfiguration, clientOptions, type ConfigValues } from "../../provider/config";
import { ConfigError } from "../../provider/errors";
import { lifecycleInAccounts, type AccountsLifecycle } from "../../provider/lifecycle/accounts";
import { entityOf, errorOf, useAccount } from "./account";

const KEY: ConfigValues = { keyId: "key", keySecret: "Secret-0123456789" };
const SECRET = "Other-Secret-9876543210";

function problemOf(accounts: unknown, more: ConfigValues = KEY): string {
  const text = typeof accounts === "string" ? accounts : JSON.stringify(accounts);
  try {
    checkConfiguration({ ...more, accounts: text }, {});
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
}

describe("the configuration", () => {
  test("an account has the stack's key where it has none, and the stack's hosts", () => {
    const accounts = JSON.stringify({
      a: { projectId: "project-a" },
      b: { projectId: " project-b ", keyId: "other", keySecret: SECRET },
    });
    const values = { ...KEY, apiUrl: "https://api.example.com", accounts };
    expect(clientOptions(values, {}, { account: "a" })).toMatchObject({ ...KEY, projectId: "project-a" });
    expect(clientOptions(values, {}, { account: "b" })).toMatchObject({
      ...{ keyId: "other", keySecret: SECRET, projectId: "project-b", apiUrl: "https://api.example.com" },
    });
    expect(clientOptions(KEY, { SINCH_ACCOUNTS: accounts }, { account: "b" }).projectId).toBe("project-b");
    expect(problemOf(accounts)).toBe("");
  });

  test.each<{ accounts: unknown; says: string[] }>([
    { accounts: `{"a": {"keySecret": "${SECRET}"`, says: ["sinch:accounts must be a map", "config rm"] },
    { accounts: `"${SECRET}"`, says: ["sinch:accounts must be a map"] },
    { accounts: [{ keySecret: SECRET }], says: ["sinch:accounts must be a map"] },
    { accounts: { a: SECRET }, says: ["sinch:accounts.a must be an account with a projectId"] },
    { accounts: { "a:b": {} }, says: ['has the name "a:b"', "letters, digits, - and _"] },
    { accounts: { a: {} }, says: ["pulumi config set --path sinch:accounts.a.projectId <project id>"] },
    { accounts: { a: { projectId: "a/b" } }, says: ["accounts.a.projectId must be an id"] },
    { accounts: { a: { projectId: 12 } }, says: ["accounts.a.projectId must be text", "--type string"] },
    { accounts: { a: { projectId: "p", keyid: "k" } }, says: ["sinch:accounts.a.keyid is not known"] },
    {
      accounts: { a: { projectId: "p", keySecret: SECRET }, b: { projectId: "q", keyId: "k" } },
      says: [
        "accounts.a.keySecret has no keyId",
        "pulumi config set --secret --path sinch:accounts.b.keySecret",
      ],
    },
    {
      accounts: { a: { projectId: "p" }, b: { projectId: "p", keyId: "k", keySecret: SECRET } },
      says: ["sinch:accounts.a and sinch:accounts.b are one project with two access keys"],
    },
  ])("$accounts is refused: $says", ({ accounts, says }) => {
    for (const part of says) expect(problemOf(accounts)).toContain(part);
    expect(problemOf(accounts)).not.toContain(SECRET);
  });

  test("all that is wrong is said at once", () => {
    const said = problemOf({ a: {}, b: { projectId: "p", keyId: 7 } }, { apiUrl: "ftp://example.com" });
    for (const part of ["sinch:accounts.a.projectId", "accounts.b.keyId", "sinch:apiUrl", "sinch:keySecret"])
      expect(said).toContain(part);
  });

  test("whatever the text is, it is in no message", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(problemOf(`${before}${SECRET}${after}`)).not.toContain(SECRET);
      }),
    );
  });

  test("an account that is not there is named with those that are, in the words of where they came from", () => {
    const options =
      (values: ConfigValues, environment = {}, provider?: string) =>
      () =>
        clientOptions({ ...KEY, ...values }, environment, { account: "c", provider });
    const accounts = JSON.stringify({ a: { projectId: "p" }, b: { projectId: "q" } });
    expect(options({ accounts })).toThrow(
      'the account "c" is not in sinch:accounts, which has a, b. Run: pulumi config set --path ' +
        "sinch:accounts.c.projectId <project id>",
    );
    expect(options({}, { SINCH_ACCOUNTS: accounts })).toThrow("put c.projectId into SINCH_ACCOUNTS");
    expect(options({ accounts }, {}, "acme")).toThrow(
      'which has a, b. Run: give accounts.c.projectId to new sinch.Provider("acme", …)',
    );
  });

  test("a resource without an account is told to name one where the stack has no project of its own", () => {
    const accounts = JSON.stringify({ a: { projectId: "p" } });
    expect(() => clientOptions({ ...KEY, accounts }, {})).toThrow('name an account of a: account: "a"');
  });
});

describe("the accounts of a process", () => {
  const account = useAccount({
    accounts: [
      { keyId: "key", keySecret: "Secret-0123456789", projectIds: ["project-a", "project-b"] },
      { keyId: "other", keySecret: SECRET, projectIds: ["project-c"] },
    ],
  });
  const NAMED = {
    a: { projectId: "project-a" },
    b: { projectId: "project-b" },
    c: { projectId: "project-c", keyId: "other", keySecret: SECRET },
    wrong: { projectId: "project-a-too", keyId: "other", keySecret: "Wrong-0123456789" },
  };

  function trunks(said: string[] = [], accounts: object = NAMED): AccountsLifecycle {
    const { apiUrl, authUrl, numbersUrl } = account().options;
    const values = { ...KEY, apiUrl, authUrl, numbersUrl, accounts: JSON.stringify(accounts) };
    const clients = new Clients({ clock: account().clock, dice: () => 0.5, say: (line) => said.push(line) });
    return lifecycleInAccounts(entityOf("SipTrunk"), (name) =>
      clients.of(clientOptions(values, {}, { account: name })),
    );
  }
  const voice = (name: string): { account: string; name: string; hostName: string } => ({
    ...{ account: name, name: "Voice", hostName: `acme-${name}` },
  });

  test("share the token of a key that they share, and no other", async () => {
    const before = account().tokenRequests();
    const lifecycle = trunks();
    const names = ["a", "b", "c"];
    const made = await Promise.all(
      names.map((name) => lifecycle.create(lifecycle.check({}, voice(name)).inputs)),
    );
    expect(made.map(({ state }) => [state.account, state.projectId])).toEqual([
      ["a", "project-a"],
      ["b", "project-b"],
      ["c", "project-c"],
    ]);
    expect(account().tokenRequests() - before).toBe(2);
  });

  test("a key that is refused is named with its account, whoever else waits for the same", async () => {
    const lifecycle = trunks([], { ...NAMED, again: { ...NAMED.wrong, projectId: "project-b-too" } });
    const names = ["wrong", "again"];
    const errors = await Promise.all(names.map((name) => errorOf(lifecycle.read("x", voice(name)))));
    for (const [index, { message }] of errors.entries()) {
      expect(message).toContain(`Check sinch:accounts.${names[index] ?? ""}.keyId`);
      expect(message).not.toContain("Wrong-0123456789");
    }
    const inherited = { a: { projectId: "nowhere" } };
    const { message } = await errorOf(
      trunks([], inherited).read("x", { ...voice("a"), projectId: "nowhere" }),
    );
    expect(message).toContain("Check that sinch:accounts.a.projectId is the project");
  });

  test("an id to import has the account before a colon, and is read without it", async () => {
    const lifecycle = trunks();
    const { id } = await lifecycle.create(lifecycle.check({}, voice("b")).inputs);
    expect(await lifecycle.read(`b:${id}`, {})).toMatchObject({ id, inputs: { account: "b" } });
    expect(await lifecycle.read(id, { account: "b" })).toMatchObject({ id, state: { account: "b" } });
    expect(await lifecycle.read(`a:${id}`, {})).toBeUndefined();
    expect((await errorOf(lifecycle.read(`a:${id}`, { account: "b" }))).message).toContain(
      'names the account "a", but account is "b"',
    );
    expect((await errorOf(lifecycle.read(`d:${id}`, {}))).message).toContain('the account "d" is not in');
  });

  test.each([7, true, {}, []])("an account that is %j is refused by name", (given) => {
    expect(trunks().check({}, { ...voice("a"), account: given }).failures).toEqual([
      { property: "account", reason: expect.stringContaining("must be the name of an account") as string },
    ]);
  });

  test("an account that is not known yet passes, and so does its project", () => {
    const unknown = { ...voice("a"), account: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" };
    const { inputs, failures } = trunks().check({}, unknown);
    expect(failures).toEqual([]);
    expect(inputs.account).toBe(unknown.account);
    expect(trunks().projectId(inputs)).toBe("04da6b54-80e4-46f7-96ec-b56ff0331ba9");
    expect(trunks().diff({ ...voice("a"), projectId: "project-a" }, inputs).replaces).toEqual([]);
  });

  test("what is said of an account names it", async () => {
    const said: string[] = [];
    account().emulator.addFault({ path: "/projects/project-b/**", status: 429, retryAfter: 60 });
    await trunks(said).read("b:none", {});
    expect(said).toEqual([expect.stringMatching(/^account "b": /)]);
  });
});
