import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { CONFIG_KEYS, clientOptions, type ConfigValues } from "../../provider/config";
import { ConfigError } from "../../provider/errors";
import { SipTrunk } from "../../sdk";

const KEYS: ConfigValues = { keyId: "key", keySecret: "Secret-0123456789", projectId: "project" };
const NOTHING = {};

function problemOf(values: ConfigValues): string {
  try {
    clientOptions({ ...KEYS, ...values }, NOTHING);
    return "";
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
}

test("everything that is missing is named at once, each with the command that sets it", () => {
  expect(() => clientOptions({}, NOTHING)).toThrow(
    new ConfigError(
      [
        "sinch:keyId is not set. Run: pulumi config set sinch:keyId <id of an access key> (or set SINCH_KEY_ID)",
        "sinch:keySecret is not set. Run: pulumi config set --secret sinch:keySecret (or set SINCH_KEY_SECRET)",
        "sinch:projectId is not set. Run: pulumi config set sinch:projectId " +
          "<id of the project that the access key belongs to> (or set SINCH_PROJECT_ID)",
      ].join("; "),
    ),
  );
});

test.each(["keyId", "keySecret", "projectId"] as const)("a blank %s counts as missing", (key) => {
  expect(problemOf({ [key]: "  " })).toContain(`sinch:${key} is not set`);
});

test("the stack's value wins over the variable, and the variable over the default", () => {
  const variables = {
    SINCH_KEY_ID: "other",
    SINCH_AUTH_URL: "https://auth.example.com/",
    SINCH_API_URL: " ",
  };
  expect(clientOptions(KEYS, variables)).toEqual({
    ...KEYS,
    apiUrl: "https://elastic-trunking.api.sinch.com",
    authUrl: "https://auth.example.com",
    numbersUrl: "https://numbers.api.sinch.com",
    authMethod: "oauth2",
    addCredentials: "false",
    acceptEmptyLists: "false",
    variables: { authUrl: "SINCH_AUTH_URL" },
  });
  expect(
    clientOptions({}, { SINCH_KEY_ID: "a", SINCH_KEY_SECRET: "b", SINCH_PROJECT_ID: "c" }),
  ).toMatchObject({
    keyId: "a",
    keySecret: "b",
    projectId: "c",
  });
});

test.each(CONFIG_KEYS.filter((key) => key !== "accounts"))(
  "%s can come from a variable whose name follows from its own",
  (key) => {
    const right: Partial<Record<string, string>> = {
      authMethod: "basic",
      addCredentials: "true",
      acceptEmptyLists: "true",
      maxRequestsPerSecond: "2.5",
    };
    const value = key.endsWith("Url") ? "https://example.com" : (right[key] ?? "value");
    const variable = `SINCH_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
    const others = { ...KEYS, [key]: undefined };
    expect(clientOptions(others, { [variable]: value })[key]).toBe(value);
  },
);

test.each<{ values: ConfigValues; says: string }>([
  ...["0", "-1", "fast", "1e3"].map((most) => ({
    values: { maxRequestsPerSecond: most },
    says: "sinch:maxRequestsPerSecond must be a number above 0. Run: pulumi config set sinch:maxRequestsPerSecond 5",
  })),
  { values: { authMethod: "jwt" }, says: "sinch:authMethod must be oauth2 or basic. Run: pulumi config set" },
  {
    values: { apiUrl: "example.com" },
    says: 'sinch:apiUrl must be an address such as "https://example.com"',
  },
  { values: { authUrl: "https://me:pw@example.com" }, says: "sinch:authUrl must be an address without user" },
  { values: { numbersUrl: "https://example.com?a=1" }, says: "sinch:numbersUrl must be an address without" },
  { values: { addCredentials: "yes" }, says: "sinch:addCredentials must be true or false" },
  { values: { acceptEmptyLists: "1" }, says: "sinch:acceptEmptyLists must be true or false" },
  { values: { plainHttpHosts: "http://emulator:4010" }, says: "sinch:plainHttpHosts must be names of hosts" },
  { values: { plainHttpHosts: "auth.sinch.com" }, says: "sinch:plainHttpHosts must not name auth.sinch.com" },
  { values: { apiUrl: "ftp://example.com" }, says: "sinch:apiUrl must begin with https://" },
  { values: { projectId: ".." }, says: "sinch:projectId must be an id" },
  { values: { projectId: "a/b" }, says: "sinch:projectId must be an id" },
])("$values is refused with the command that mends it", ({ values, says }) => {
  const problem = problemOf(values);
  expect(problem).toContain(says);
  expect(problem).toContain(`Run: pulumi config set sinch:${Object.keys(values)[0]}`);
});

test("no message has the key secret in it, whatever else is wrong", () => {
  const problem = problemOf({ keyId: "", apiUrl: "x", authUrl: "http://example.com", authMethod: "x" });
  expect(problem).not.toContain(KEYS.keySecret);
});

/** Whether the address part of a URL is this machine, by what the system says of it. */
const LOOPBACK = [
  "localhost",
  "127.0.0.1",
  "127.1.2.3",
  "127.1",
  "2130706433",
  "0x7f.1",
  "[::1]",
  "LOCALHOST",
];

test.each(LOOPBACK)("plain http is allowed to %s", (host) => {
  expect(problemOf({ apiUrl: `http://${host}:4010` })).toBe("");
});

test("plain http is refused to every other host, whatever it looks like", () => {
  const likeLoopback = fc
    .tuple(fc.constantFrom(...LOOPBACK, "127.0.0.1."), fc.domain())
    .chain(([loopback, domain]) =>
      fc.constantFrom(
        `${loopback.replace(/[[\]:]/g, "")}.${domain}`,
        `${domain}/${loopback}`,
        `${domain}#@localhost`,
      ),
    );
  const hosts = fc.oneof(
    fc.domain(),
    fc.ipV4().filter((address) => !address.startsWith("127.")),
    fc.ipV6().map((address) => `[${address}]`),
    likeLoopback,
    fc.constantFrom("0.0.0.0", "[::]", "[::ffff:127.0.0.1]", "localhost.", "128.0.0.1", "xn--localhost-9n1e"),
  );
  fc.assert(
    fc.property(hosts, fc.constantFrom("apiUrl", "authUrl", "numbersUrl"), (host, key) => {
      fc.pre(!URL.canParse(`http://${host}`) || new URL(`http://${host}`).hostname !== "[::1]");
      expect(problemOf({ [key]: `http://${host}` })).toContain(`sinch:${key} must be`);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

describe("a host that is named for plain http", () => {
  const problemAt = (address: string, plainHttpHosts: string) =>
    problemOf({ apiUrl: address, plainHttpHosts });

  test.each([
    ["http://emulator:4010", "emulator"],
    ["http://EMULATOR", "emulator"],
    ["http://emulator:80", "other, Emulator"],
    ["http://emulator.test/base", "emulator.test"],
    ["http://10.1.2.3:4010", "10.1.2.3"],
    ["http://[fd00::5]:4010", "[fd00::5]"],
    ["https://example.com", "emulator"],
  ])("%s is right where %s is named", (address, hosts) => {
    expect(problemAt(address, hosts)).toBe("");
  });

  test("is that host alone, not one above it, below it or like it", () => {
    for (const host of ["emulator.test", "my.emulator", "emulators", "emulator.", "other"]) {
      expect(problemAt(`http://${host}`, "emulator")).toContain("sinch:apiUrl must begin with https://");
    }
    expect(problemAt("http://emulator@other", "emulator")).toContain("without user");
  });

  test("is named in the refusal of an address, with the command that allows it", () => {
    expect(problemOf({ apiUrl: "http://Emulator:4010" })).toContain(
      "pulumi config set sinch:plainHttpHosts emulator",
    );
  });

  test.each([
    "emulator:4010",
    "emulator:80",
    "emulator:",
    "a,,b",
    "*.test",
    "*",
    "a b",
    "a/",
    "a@b",
    ",",
    "[::1",
  ])("is not %s", (hosts) => {
    expect(problemAt("https://example.com", hosts)).toContain("sinch:plainHttpHosts must be names of hosts");
  });

  test("is never one of Sinch's, however it is spelled", () => {
    const spelled = (name: string) =>
      fc.constantFrom(
        name,
        name.toUpperCase(),
        `${name}.`,
        name.replace("s", "%73"),
        name.replace(".", "\u3002"),
      );
    const names = fc
      .constantFrom("sinch.com", "auth.sinch.com", "elastic-trunking.api.sinch.com", "us.auth.sinch.com")
      .chain(spelled);
    const keys = fc.constantFrom("apiUrl" as const, "authUrl" as const, "numbersUrl" as const);
    fc.assert(
      fc.property(names, keys, (name, key) => {
        const problem = problemOf({ [key]: `http://${name}`, plainHttpHosts: `emulator,${name}` });
        expect(problem).toContain(`sinch:plainHttpHosts must not name ${name}`);
        expect(problem).toContain(`sinch:${key} must begin with https://`);
        expect(problem).not.toContain("pulumi config set sinch:plainHttpHosts auth");
      }),
    );
  });
});

describe("a key secret that the stack has", () => {
  const KEY = "sinch:keySecret";

  afterEach(() => {
    pulumi.runtime.setAllConfig({});
  });

  test("in plain text is refused before anything is registered, with the command that mends it", () => {
    pulumi.runtime.setAllConfig({ [KEY]: "Secret-0123456789" }, []);
    const declare = () => new SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    expect(declare).toThrow("Run: pulumi config set --secret sinch:keySecret");
    expect(declare).not.toThrow("Secret-0123456789");
  });
});
