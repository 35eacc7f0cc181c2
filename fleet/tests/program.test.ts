import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileProgram } from "../src/program/compile";
import type { Claim } from "../src/program/claims";
import type * as Rehearsal from "../src/program/rehearse";
import { CUSTOMER_TYPE, loadProgram, ownersOf, urnsToLeave } from "../src/program/run";

// As built: it starts a process of a file beside it.
const { rehearse } = require("../dist/program/rehearse.js") as typeof Rehearsal;
type Memory = Rehearsal.Memory;
type RehearsalOptions = Rehearsal.RehearsalOptions;

const ROOT = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "fleet-program-"));
beforeAll(() => {
  mkdirSync(join(folder, "node_modules", "@pulumi"), { recursive: true });
  const links = { "pulumi-sinch": ROOT, "pulumi-sinch-fleet": join(ROOT, "fleet") };
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, "node_modules", name));
  const sdk = join(ROOT, "node_modules", "@pulumi", "pulumi");
  symlinkSync(sdk, join(folder, "node_modules", "@pulumi", "pulumi"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const LOOSE = `export const schema = { "~standard": { validate: (value: unknown) => ({ value }) } };`;

async function compiled(source: string) {
  const file = join(folder, "customer.ts");
  writeFileSync(file, source);
  return await compileProgram(file);
}

/** What a program is told for rows of these columns, by customer; ids are letters, lines from 2. */
async function told(
  source: string,
  rows: readonly object[],
  more: Partial<RehearsalOptions> = {},
): Promise<Record<string, string>> {
  const placed = rows.map((row, index) => ({
    row: { id: String.fromCharCode(97 + index), ...row },
    line: index + 2,
  }));
  const problems = await rehearse(await compiled(source), placed, { folder, ...more });
  expect(problems.map(({ line }) => placed[(line ?? 0) - 2]?.row.id)).toEqual(
    problems.map(({ customer }) => customer),
  );
  return Object.fromEntries(problems.map(({ customer = "", text }) => [customer, text]));
}

describe("a program", () => {
  it("is the same text wherever its folder is, and another one after a change", async () => {
    const write = (place: string, more = "") => {
      mkdirSync(join(folder, place, "node_modules", "some-library"), { recursive: true });
      writeFileSync(join(folder, place, "node_modules", "some-library", "index.js"), "exports.one = 1;");
      writeFileSync(join(folder, place, "names.ts"), `// A comment\nexport const name = "x";${more}`);
      const source = `import { one } from "some-library"; import { name } from "./names";
        export const customer = () => [one, name];`;
      writeFileSync(join(folder, place, "customer.ts"), source);
      return compileProgram(join(folder, place, "customer.ts"));
    };
    const [first, second] = [await write("one"), await write("two/deeper")];
    expect(second).toEqual(first);
    expect(first.text).not.toContain("some-library");
    expect((await write("one", 'export const other = name + "y"; console.log(other);')).hash).not.toBe(
      first.hash,
    );
  });

  it("is told where it does not compile", async () => {
    await expect(compiled('import "./none";')).rejects.toMatchObject({
      name: "BadInputError",
      message: 'the program does not compile: customer.ts:1: Could not resolve "./none"',
    });
  });

  it.each([
    ["throw new Error('at once');", "the program cannot be loaded: at once"],
    [`${LOOSE} export const customers = 1;`, "the program must export a function customer(row)"],
    ["export function customer() {}", "the program must export a schema of its rows"],
  ])("is refused before anything else: %s", async (source, reason) => {
    const { text } = await compiled(source);
    expect(() => loadProgram(text, folder)).toThrow(reason);
    await expect(told(source, [{}])).rejects.toThrow(reason);
  });

  it("is refused where it declares something outside of its function", async () => {
    const source = `import * as sinch from "pulumi-sinch"; ${LOOSE}
      new sinch.SipTrunk("shared", { name: "Shared", hostName: "shared" });
      export function customer() {}`;
    await expect(told(source, [{}])).rejects.toThrow('SipTrunk "shared" outside of customer(row)');
  });
});

describe("a rehearsal", () => {
  const MAKE = `import * as sinch from "pulumi-sinch"; import * as pulumi from "@pulumi/pulumi"; ${LOOSE}
    const trunk = (name: string, hostName = name, opts = {}) => new sinch.SipTrunk(name, { name, hostName }, opts);
    export async function customer(row: any) {
      const soon = () => new Promise((resolve) => setImmediate(resolve));
      `;

  it("tells for whom the function would fail, and lets the others be", async () => {
    const source = `${MAKE}
      switch (row.how) {
        case "fails": trunk(row.id); throw new Error("no good");
        case "rejects": await soon(); throw new Error("no good later");
        case "floats": void soon().then(() => { throw new Error("caught by nobody"); }); return;
        case "refused": trunk(row.id, "no_host"); return;
        case "late": await soon(); trunk(row.id, "no_host"); return;
        case "applied": trunk(row.id).domain.apply(() => trunk(row.id + "-2", "no_host")); return;
        case "foreign": new sinch.SipTrunk(row.id, { name: "x", hostName: row.id, account: "other" }); return;
        case "twice": trunk(row.id, "x-1"); trunk(row.id, "x-2"); return;
      }
      trunk(row.id);
    }`;
    const how = [
      "fine",
      "fails",
      "rejects",
      "floats",
      "refused",
      "late",
      "applied",
      "foreign",
      "twice",
      "fine",
    ];
    const problems = await told(
      source,
      how.map((one) => ({ how: one })),
    );
    const host = "hostName must be able to stand in a DNS name";
    expect(problems).toEqual({
      b: "its function throws: no good",
      c: "its function throws: no good later",
      d: "its function leaves an error behind that nobody catches: caught by nobody",
      e: expect.stringContaining(`SipTrunk "e": ${host}`) as string,
      f: expect.stringContaining(`SipTrunk "f": ${host}`) as string,
      g: expect.stringContaining(`SipTrunk "g-2": ${host}`) as string,
      h: 'SipTrunk "h": account is said by the row, not by the program',
      i: 'declares two SipTrunk "i"',
    });
  });

  it("takes neither of two customers that have the same name, number, host name or username, or the account's countries", async () => {
    const source = `${MAKE}
      const { kind, own } = row;
      if (kind === "name") trunk("same", row.id);
      if (kind === "host") trunk(row.id, "same");
      if (kind === "number") new sinch.PhoneNumberAssignment(row.id, { phoneNumber: "+12025550101", sipTrunkId: trunk(row.id).id });
      if (kind === "country") new sinch.CountryPermission(row.id, { isoCode: row.code, enabled: true });
      if (kind === "user") new sinch.CredentialList(row.id, { name: "x", credentials: [{ username: "anna", password: "Passw0rdPassw0rd" }] });
      if (kind === "below") trunk(row.id, row.id, { parent: (globalThis as any).first ??= trunk("first") });
    }`;
    const kinds = ["name", "host", "number", "country", "user"].flatMap((kind) => [
      { kind, code: "DE" },
      { kind, code: "SE" },
    ]);
    const problems = await told(source, [...kinds, { kind: "below" }, { kind: "below" }, { kind: "none" }]);
    expect(Object.keys(problems).sort()).toEqual([..."abcdefghij".split(""), "l"]);
    expect(problems).toMatchObject({
      a: 'has a SipTrunk "same" that b has too: only one of them can',
      c: "has a host name that d has too: only one of them can",
      g: "has the countries of the whole account that h has too: only one of them can",
      i: "has a username that j has too: only one of them can",
      l: 'SipTrunk "l" is below a resource that is not its own',
    });
  });

  it("lets no customer with a trunk decide to which countries the trunks of others may call", async () => {
    const source = `${MAKE}
      if (row.countries) new sinch.CountryPermissions(row.id, { countries: ["SE"] });
      if (row.host) trunk(row.id, row.host);
    }`;
    const rows = [
      { account: "north", host: "one", countries: true },
      { account: "north", host: "two" },
      // Whoever has no trunk is the account's own row.
      { account: "south", countries: true },
      { account: "south", host: "three" },
      { account: "west", host: "four", countries: true },
    ];
    expect(await told(source, rows)).toEqual({
      a: "decides of the countries of the whole account, where b may have trunks too: it needs an account of its own",
    });
    // Nor where the other one's row is bad or gone.
    const alone = [{ ...rows[4], id: "e" }];
    const known = (...customers: string[]) => [
      { account: "west", customers },
      { account: "east", customers: ["other"] },
    ];
    expect(await told(source, alone, { known: known("e") })).toEqual({});
    expect(await told(source, alone, { known: known("e", "gone") })).toMatchObject({
      e: expect.stringContaining("where gone may have trunks too") as string,
    });
  });

  it("lets customers of two accounts have a country each", async () => {
    const source = `${MAKE} new sinch.CountryPermission(row.id, { isoCode: "DE", enabled: true }); }`;
    expect(await told(source, [{ account: "north" }, { account: "south" }])).toEqual({});
  });

  it("is called again only for rows that are new or were refused, and still tells what two have", async () => {
    const log = join(folder, "calls");
    const source = `${MAKE}
      require("node:fs").appendFileSync(${JSON.stringify(log)}, row.id);
      if (row.how === "throws") throw new Error("no");
      trunk(row.id, row.host);
    }`;
    const kept = new Map<string, readonly Claim[]>();
    const memory: Memory = {
      recall: (keys) => Promise.resolve(new Map([...kept].filter(([key]) => keys.includes(key)))),
      keep: (found) => {
        for (const [key, claims] of found) kept.set(key, claims);
        return Promise.resolve();
      },
    };
    const calls = async (rows: readonly object[]) => {
      writeFileSync(log, "");
      const problems = await told(source, rows, { memory });
      return [readFileSync(log, "utf8").split("").sort().join(""), Object.keys(problems).join("")];
    };
    const [a, b, c] = [{ host: "one" }, { how: "throws" }, { host: "three" }];
    expect(await calls([a, b, c])).toEqual(["abc", "b"]);
    expect(await calls([a, b, c])).toEqual(["b", "b"]);
    expect(await calls([a, b, { host: "one" }])).toEqual(["bc", "abc"]);
    expect(await calls([a, { host: "two" }, c])).toEqual(["b", ""]);
  });

  it("finds who ends the process", async () => {
    const source = `${MAKE} if (row.how === "exits") process.exit(0); trunk(row.id); }`;
    const how = ["fine", "fine", "exits", "fine", "fine"];
    const rows = how.map((one) => ({ how: one }));
    expect(await told(source, rows)).toEqual({ c: "its function ends the process" });
  });

  it("finds who hangs, for ever or for a promise", async () => {
    const source = `${MAKE}
      if (row.how === "loops") for (;;);
      if (row.how === "waits") await new Promise(() => {});
      trunk(row.id);
    }`;
    const text = "its function has not ended within 4 s";
    const rows = [{ how: "fine" }, { how: "loops" }, { how: "waits" }];
    expect(await told(source, rows, { limitMs: 4_000 })).toEqual({ b: text, c: text });
  });
});

describe("the resources of a state", () => {
  const urn = (type: string, name: string) => `urn:pulumi:main-001::acme::${type}::${name}`;
  const stack = { urn: urn("pulumi:pulumi:Stack", "acme-main-001"), type: "pulumi:pulumi:Stack" };
  const customer = (name: string) => ({
    urn: urn(CUSTOMER_TYPE, name),
    type: CUSTOMER_TYPE,
    parent: stack.urn,
  });
  const child = (name: string, parent: string) => ({ urn: urn("x:y:Z", name), type: "x:y:Z", parent });
  const resources = [
    stack,
    child("a/1/1", urn("x:y:Z", "a/1")),
    customer("a"),
    child("a/1", urn(CUSTOMER_TYPE, "a")),
    customer("b"),
    child("b/1", urn(CUSTOMER_TYPE, "b")),
    child("nobody", stack.urn),
    { urn: urn("pulumi:providers:pulumi-nodejs", "default"), type: "pulumi:providers:pulumi-nodejs" },
  ];

  it("belong to the customer above them, however deep", () => {
    const owners = [...ownersOf(resources)].map(([name, urns]) => [name, urns.length]);
    expect(owners).toEqual([
      ["a", 3],
      ["b", 2],
    ]);
  });

  it("are left where they are not of a customer that the program declares", () => {
    expect(urnsToLeave(resources, new Set(["a", "new"]))).toEqual([
      urn(CUSTOMER_TYPE, "b"),
      urn("x:y:Z", "b/1"),
      urn("x:y:Z", "nobody"),
    ]);
  });
});
