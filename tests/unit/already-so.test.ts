import { ENTITIES } from "../../provider/entities";
import type { JsonObject } from "../../provider/json";
import { contentOf } from "../../provider/lifecycle/content";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { INPUTS, SAMPLES } from "../entities";
import { entityOf } from "./account";

function check(name: string, olds: JsonObject, news: JsonObject) {
  return lifecycleOf(entityOf(name), () => {
    throw new Error("a check makes no request");
  }).check(olds, news);
}

/** Values that a live account may hold, and no program may give anew. */
const ODD: readonly [name: string, held: JsonObject][] = [
  ["SipTrunk", { name: " Voice\n" }],
  ["SipTrunk", { name: "" }],
  ["SipTrunk", { hostName: "acme_voice" }],
  ["SipTrunk", { enableCallForward: true, callForwardNumber: undefined }],
  ["SipTrunk", { callForwardNumber: "0044 20 7946 0000" }],
  ["SipEndpoint", { address: "sip:203.0.113.10" }],
  ["SipEndpoint", { address: undefined }],
  ["SipEndpoint", { isRegistered: true, address: "203.0.113.10", credentialUsername: "branch01" }],
  ["SipEndpoint", { priority: 0 }],
  ["SipEndpoint", { port: 0 }],
  ["AccessControlList", { ipRanges: [{ ipAddress: "2001:db8::1", range: 64 }] }],
  ["AccessControlList", { ipRanges: [{ ipAddress: "198.51.100.0", range: 0 }] }],
  ["IpRange", { ipAddress: "2001:db8::1", range: 128 }],
  ["CredentialList", { credentials: [{ username: " anna" }, { username: "a\tb" }] }],
  ["CountryPermissions", { countries: ["SE", "EU"], ignore: undefined }],
  ["CallBlockingRule", { calleeMatch: " 1900 ", name: "\t" }],
];

test.each(ODD)("a %s that is %j in the account is accepted as it was imported", (name, held) => {
  const answer = { ...INPUTS[name], ...held };
  const { inputs } = contentOf(entityOf(name)).keep(answer, {}, "project");
  expect(check(name, inputs, inputs)).toStrictEqual({ inputs, failures: [] });
});

test.each(ODD)("a %s that is %j takes a change of something else", (name, held) => {
  const answer = { ...INPUTS[name], ...held };
  const { inputs } = contentOf(entityOf(name)).keep(answer, {}, "project");
  const key = "name" in held || !("name" in inputs) ? undefined : "name";
  if (key === undefined) return;
  const changed = { ...inputs, [key]: "Another name" };
  expect(check(name, inputs, changed)).toStrictEqual({ inputs: changed, failures: [] });
});

test.each(ODD)("a %s that is to be %j is refused where it is new", (name, held) => {
  expect(check(name, {}, { ...INPUTS[name], ...held }).failures).not.toEqual([]);
});

test("an odd element of a list stays, and another odd one beside it is refused by its place", () => {
  const olds = { name: "Phones", credentials: [{ username: " anna", password: "short" }] };
  const news = {
    name: "Phones",
    credentials: [
      { username: "berta", password: "Correct7Horse" },
      { username: " anna", password: "short" },
      { username: "cleo ", password: "Correct7Horse" },
    ],
  };
  expect(
    check("CredentialList", olds, { ...news, credentials: news.credentials.slice(0, 2) }).failures,
  ).toEqual([]);
  const { failures } = check("CredentialList", olds, news);
  expect(failures.map(({ property }) => property)).toContain("credentials[2].username");
});

test("a code that no country has stays where the account has it open, beside others that come", () => {
  const olds = { countries: ["EU", "SE"] };
  const { inputs, failures } = check("CountryPermissions", olds, { countries: ["EU", "se", "DE"] });
  expect({ inputs, failures }).toEqual({ inputs: { countries: ["EU", "SE", "DE"] }, failures: [] });
  const refused = check("CountryPermissions", olds, { countries: ["EU", "EX"] }).failures;
  expect(refused.map(({ property }) => property)).toContain("countries[1]");
});

test("two ranges that mean the same and are there already are accepted, a third one is refused", () => {
  const range = { ipAddress: "192.0.2.0", range: 24 };
  const olds = { name: "Office", enabled: true, ipRanges: [range, { ...range, ipAddress: "192.0.2.1" }] };
  expect(check("AccessControlList", olds, olds).failures).toEqual([]);
  const news = { ...olds, ipRanges: [...olds.ipRanges, { ...range, ipAddress: "192.0.2.2" }] };
  expect(check("AccessControlList", olds, news).failures).toMatchObject([{ property: "ipRanges[2]" }]);
});

test("what is wrong in another way than before is refused", () => {
  for (const { name } of ENTITIES) {
    for (const [change, property, right] of SAMPLES[name]?.refusals ?? []) {
      // A list that is there needs no passwords.
      if (property.endsWith(".password") && right === "must be given") continue;
      const { failures } = check(name, INPUTS[name] ?? {}, { ...INPUTS[name], ...change });
      expect(failures.map((failure) => failure.property)).toContain(property);
    }
  }
});
