import type { Call } from "../../calls";
import type { StackResource } from "../../stack/resource";
import { country, endpoint, inAccount, list, out, phones, trunk } from "./calls-stack";

const SE = "+46701234567";
const OFFICE = ["198.51.100.16/28"];
/** A trunk that the office may use, with calls to Sweden open and to the US closed. */
const basic = [trunk(), ...list("office", OFFICE), country("SE"), country("US", false)];
const open = [country("SE")];
const elsewhere: Partial<Call> = { source: "192.0.2.1" };
const ofEndpoint: Partial<Call> = { source: "203.0.113.9" };

type Row = [about: string, verdict: string, call: Call, stack: StackResource[]];

describe("the gate", () => {
  const disabled = list("old", OFFICE, { enabled: false });
  const desk = phones("desk", ["desk01"]);
  const sbc = endpoint("sbc");
  const named = endpoint("sbc", { address: "sbc.example.com" });
  const off = endpoint("sbc", { enabled: false });
  const linked = [trunk(), ...list("office", OFFICE), ...open];
  const bare = [trunk(), ...open];
  test.each<Row>([
    ["an address of a linked, enabled list", "let through", out(SE), linked],
    ["the same beside a static endpoint", "let through", out(SE), [...linked, sbc, named, off]],
    ["IPv4 inside IPv6", "let through", out(SE, { source: "::ffff:198.51.100.17" }), linked],
    ["IPv6 is in no range", "refused: gate, voice 403", out(SE, { source: "2001:db8::1" }), linked],
    ["an address in no list", "refused: gate, voice 403", out(SE, elsewhere), linked],
    ["one of several lists is enough", "let through", out(SE), [...linked, ...list("other", ["192.0.2.9"])]],
    [
      "an address that only a static endpoint has",
      "depends on endpoint-beside-list",
      out(SE, ofEndpoint),
      [...linked, sbc],
    ],
    [
      "… in IPv6, however it is written",
      "depends on endpoint-beside-list",
      out(SE, { source: "2001:DB8:0::1" }),
      [...linked, endpoint("sbc", { address: "2001:db8::1" })],
    ],
    [
      "… a disabled one",
      "depends on disabled-endpoint, endpoint-beside-list",
      out(SE, ofEndpoint),
      [...linked, off],
    ],
    [
      "… maybe a host name's",
      "depends on host-name-endpoint, endpoint-beside-list",
      out(SE, elsewhere),
      [...linked, named],
    ],
    [
      "a disabled list beside an enabled one",
      "refused: gate, voice 403",
      out(SE),
      [...linked.slice(0, 1), ...disabled, ...list("x", ["192.0.2.9"]), ...open],
    ],
    ["a disabled list alone", "depends on disabled-list, no-gate", out(SE), [...bare, ...disabled]],
    [
      "a disabled list, and a digest that is right",
      "depends on disabled-list",
      out(SE, { username: "desk01" }),
      [...bare, ...disabled, ...desk],
    ],
    [
      "a disabled list, and a digest that is wrong",
      "refused: gate, voice 407",
      out(SE),
      [...bare, ...disabled, ...desk],
    ],
    ["no list at all", "depends on no-gate", out(SE), bare],
    ["no list, but a static endpoint", "depends on endpoint-address", out(SE, ofEndpoint), [...bare, sbc]],
    [
      "no list, and the closed country decides",
      "refused: country, US",
      out("+12025550101"),
      [...bare, country("US", false)],
    ],
    ["a credential list: its username", "let through", out(SE, { username: "desk01" }), [...bare, ...desk]],
    ["a credential list: no digest", "refused: gate, voice 407", out(SE), [...bare, ...desk]],
    [
      "a credential list: another username",
      "refused: gate, voice 403",
      out(SE, { username: "x" }),
      [...bare, ...desk],
    ],
    [
      "a credential list: who knows which",
      "not known: username",
      out(SE, { username: undefined }),
      [...bare, ...desk],
    ],
    [
      "a credential list does not ask for the address",
      "let through",
      out(SE, { source: undefined, username: "desk01" }),
      [...bare, ...desk],
    ],
    ["both kinds: the address alone", "refused: gate, voice 407", out(SE), [...linked, ...desk]],
    [
      "both kinds: the username alone",
      "refused: gate, voice 403",
      out(SE, { ...elsewhere, username: "desk01" }),
      [...linked, ...desk],
    ],
    ["both kinds: both", "let through", out(SE, { username: "desk01" }), [...linked, ...desk]],
    [
      "a static endpoint beside a credential list",
      "depends on endpoint-beside-credentials",
      out(SE, ofEndpoint),
      [...bare, ...desk, sbc],
    ],
    [
      "the same with a right digest",
      "let through",
      out(SE, { ...ofEndpoint, username: "desk01" }),
      [...bare, ...desk, sbc],
    ],
    ["no address told", "not known: source address", out(SE, { source: undefined }), linked],
    [
      "no address told, and the gate left out",
      "let through",
      out(SE, { source: undefined, isPastGate: true }),
      [...linked, ...desk],
    ],
    [
      "no address told, and a closed country",
      "refused: country, US",
      out("+12025550101", { source: undefined }),
      basic,
    ],
    [
      "the list of another trunk",
      "depends on no-gate",
      out(SE),
      [...bare, trunk({}, "other"), ...list("office", OFFICE, {}, "other")],
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });
});

describe("what the user has settled", () => {
  const bare = [trunk(), ...open];
  test.each([
    ["let in", "let through"],
    ["refused", "refused: gate, voice 403"],
  ])("no-gate is %s: %s", (answer, verdict) => {
    expect(inAccount(out(SE), bare, { "no-gate": answer })).toBe(verdict);
  });

  test("of several questions, only those that are left are asked", () => {
    const call = out(SE, ofEndpoint);
    const stack = [trunk(), ...list("office", OFFICE), ...open, endpoint("sbc", { enabled: false })];
    expect(inAccount(call, stack, { "disabled-endpoint": "counts" })).toBe("depends on endpoint-beside-list");
    expect(inAccount(call, stack, { "disabled-endpoint": "counts for nothing" })).toBe(
      "refused: gate, voice 403",
    );
  });
});
