import * as pulumi from "@pulumi/pulumi";
import * as sinch from "../../sdk";

/*
 * One link, country or number declared twice in one program: refused by the class, since only the program knows names.
 */

beforeEach(async () => {
  await pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs as object }),
    call: () => ({}),
  });
});

/** Every resource that a test has registered: the mocks must know all of them before they are replaced. */
afterEach(() => pulumi.runtime.disconnect());

const trunk = () => new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });

test.each<[kind: string, declare: (name: string) => unknown]>([
  [
    "country",
    (name) => new sinch.CountryPermission(name, { isoCode: name === "a" ? "se" : "SE", enabled: true }),
  ],
  [
    "set of countries",
    (name) => new sinch.CountryPermissions(name, { countries: [name === "a" ? "SE" : "US"] }),
  ],
  [
    "number",
    (name) => new sinch.PhoneNumberAssignment(name, { phoneNumber: "+12025550101", sipTrunkId: "trunk" }),
  ],
  [
    "link",
    (name) => new sinch.TrunkAccessControlList(name, { sipTrunkId: "trunk", accessControlListId: "list" }),
  ],
])("a %s that is declared twice is refused with both names", (_kind, declare) => {
  declare("a");
  expect(() => declare("b")).toThrow(/"b" means the same as "a".*keep one of them/);
});

test("a link by outputs is compared by the resources that they come from", () => {
  const [sipTrunkId, lists] = [trunk().id, ["one", "two"].map((name) => list(name).id)];
  const link = (name: string, accessControlListId = lists[0]) =>
    new sinch.TrunkAccessControlList(name, { sipTrunkId, accessControlListId: accessControlListId ?? "" });
  link("a");
  expect(() => link("b", lists[1])).not.toThrow();
  expect(() => link("c")).toThrow(/"c" means the same as "a"/);
});

test("the same country in two accounts is not the same, and another program may declare it again", async () => {
  const account = (name: string) => new sinch.Provider(name, { keyId: "k", keySecret: "s", projectId: name });
  const declare = (name: string, provider?: sinch.Provider) =>
    new sinch.CountryPermission(name, { isoCode: "SE", enabled: true }, provider && { provider });
  declare("stack");
  expect(() => declare("one", account("one"))).not.toThrow();
  const two = account("two");
  declare("two", two);
  expect(() => declare("again", two)).toThrow(/"again" means the same as "two"/);
  await pulumi.runtime.setMocks({
    newResource: ({ inputs }) => ({ id: "x", state: inputs as object }),
    call: () => ({}),
  });
  expect(() => declare("other program")).not.toThrow();
});

test("a child is compared with what its parent's account has", () => {
  const account = new sinch.Provider("acme", { keyId: "k", keySecret: "s", projectId: "acme" });
  const office = new pulumi.ComponentResource("acme:index:Office", "office", {}, { providers: [account] });
  new sinch.CountryPermission("a", { isoCode: "SE", enabled: true });
  expect(
    () => new sinch.CountryPermission("b", { isoCode: "SE", enabled: true }, { parent: office }),
  ).not.toThrow();
  expect(
    () => new sinch.CountryPermission("c", { isoCode: "SE", enabled: true }, { provider: account }),
  ).toThrow(/"c" means the same as "b"/);
});

test("the import option is refused with the way that works, and an index in ignoreChanges too", () => {
  const inputs = { name: "Phones", credentials: [{ username: "a", password: "Correct7Horse" }] };
  expect(() => new sinch.CredentialList("a", inputs, { import: "id" })).toThrow(/docs\/how-to\/adopt\.md/);
  for (const path of [
    "credentials[0].password",
    "credentials[*]",
    '["credentials"][0]',
    "credentials.length",
  ]) {
    expect(() => new sinch.CredentialList("b", inputs, { ignoreChanges: [path] })).toThrow(
      /ignoreChanges: \["credentials"\]/,
    );
  }
  expect(
    () => new sinch.CredentialList("c", inputs, { ignoreChanges: ["credentials", "name"] }),
  ).not.toThrow();
});

function list(name: string): sinch.AccessControlList {
  return new sinch.AccessControlList(name, { name, ipRanges: [{ ipAddress: "198.51.100.1" }] });
}
