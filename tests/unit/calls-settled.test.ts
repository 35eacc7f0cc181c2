import { partyOf, QUESTIONS, type Call } from "../../calls";
import type { StackResource } from "../../stack/resource";
import { country, endpoint, inAccount, into, list, number, out, phones, rule, trunk } from "./calls-stack";

const SE = "+46701234567";
const open = [trunk(), country("SE")];
const office = list("office", ["198.51.100.16/28"]);
const desk = phones("desk", ["desk01"]);
const sbc = endpoint("sbc");
const ofEndpoint: Partial<Call> = { source: "203.0.113.9" };
const forwarding = [
  trunk({ enableCallForward: true, callForwardNumber: SE }),
  number("+12025550101"),
  country("SE", false),
];
const refused = "refused: gate, voice 403";

/** For each question a call that depends on it alone, and what becomes of it under either answer. */
const SETTLED: Readonly<
  Record<string, readonly [call: Call, stack: StackResource[], first: string, second: string]>
> = {
  "no-gate": [out(SE), open, refused, "let through"],
  "endpoint-address": [out(SE, ofEndpoint), [...open, sbc], "let through", refused],
  "endpoint-beside-list": [out(SE, ofEndpoint), [...open, ...office, sbc], "let through", refused],
  "endpoint-beside-credentials": [
    out(SE, ofEndpoint),
    [...open, ...desk, sbc],
    "refused: gate, voice 407",
    "let through",
  ],
  "disabled-list": [
    out(SE, { username: "desk01" }),
    [...open, ...desk, ...list("x", ["192.0.2.0/24"], { enabled: false })],
    refused,
    "let through",
  ],
  "rule-without-match": [out(SE), [...open, ...office, rule("r", {})], "refused: rule, r", "let through"],
  "plus-in-rule": [
    out(SE),
    [...open, ...office, rule("r", { calleeMatch: "+46" })],
    "refused: rule, r",
    "let through",
  ],
  "no-country": [out("+881612345678"), [...open, ...office], "refused: country", "let through"],
  "rate-counts": [
    out(SE, { startedBefore: 1, username: "desk01" }),
    [...open, ...desk],
    "let through",
    "refused: rate, voice 603",
  ],
  "forwarded-leg": [
    into({ from: partyOf("+1") }),
    forwarding,
    "refused: forwarded leg, SE",
    `forwarded to ${SE}`,
  ],
};

test.each(Object.keys(SETTLED))("%s: either answer decides", (id) => {
  const [call, stack, first, second] = SETTLED[id] ?? [];
  const answers = QUESTIONS.find((one) => one.id === id)?.answers;
  if (call === undefined || stack === undefined || answers === undefined) throw new Error(`${id} is missing`);
  expect(inAccount(call, stack)).toBe(`depends on ${id}`);
  expect(answers.map((answer) => inAccount(call, stack, { [id]: answer }))).toEqual([first, second]);
});

test.each([
  ["disabled-endpoint", endpoint("sbc", { enabled: false }), ofEndpoint],
  ["host-name-endpoint", endpoint("sbc", { address: "sbc.example.com" }), { source: "192.0.2.1" }],
])("%s: it counts for nothing, or as another endpoint's", (id, of, properties) => {
  const [call, stack] = [out(SE, properties), [...open, ...office, of]];
  const answers = QUESTIONS.find((one) => one.id === id)?.answers ?? [];
  expect(answers.map((answer) => inAccount(call, stack, { [id]: answer }))).toEqual([
    refused,
    "depends on endpoint-beside-list",
  ]);
});

test("no question is left out here", () => {
  const all = [...Object.keys(SETTLED), "disabled-endpoint", "host-name-endpoint"];
  expect(QUESTIONS.map(({ id }) => id).sort()).toEqual(all.sort());
});
