/*
 * What the compiler must accept and refuse in a program; `npm test -- --only static` compiles this file, nothing runs it.
 */
import * as pulumi from "@pulumi/pulumi";
import * as sinch from "../../sdk";

export function accepted(config: pulumi.Config): unknown[] {
  const args: sinch.SipTrunkArgs = { name: "Voice", hostName: pulumi.output("acme-voice") };
  const trunk = new sinch.SipTrunk("voice", args, { protect: true });
  const domain: pulumi.Output<string> = trunk.domain;
  const callsPerSecond: pulumi.Output<number> = trunk.callsPerSecond;
  const list = new sinch.CredentialList("branches", {
    name: pulumi.interpolate`${domain} at ${callsPerSecond}`,
    credentials: [{ username: "branch01", password: config.requireSecret("branch01") }],
  });
  new sinch.SipEndpoint("phone", {
    sipTrunkId: trunk.id,
    name: "Phone",
    isRegistered: true,
    credentialUsername: list.credentials[0]?.username,
    priority: 1,
    transport: "TLS",
  });
  const known: sinch.SipTrunk = sinch.SipTrunk.get("known", "01JZ6Q8V3M7T2C9XK4R5B6N8PD");
  const provider = new sinch.Provider("other", { keyId: "key", keySecret: config.requireSecret("key") });
  const found: Promise<sinch.SipTrunkResult> = sinch.getSipTrunk({ id: "x" }, { provider });
  const endpoints: pulumi.Output<string[]> = sinch
    .getSipEndpointsOutput({ sipTrunkId: known.id })
    .apply(({ sipEndpoints }) => sipEndpoints.map(({ name }) => name));
  return [found, endpoints];
}

/** Words that editors complete, out of the configuration, of a table and of other resources. */
export function words(config: pulumi.Config, country: string, listed: readonly string[]): unknown[] {
  const table: Record<string, string> = { sweden: "SE" };
  const rows: { country: string; transport: string; direction: "INBOUND" | "OUTBOUND" }[] = [];
  const literal = "GB";
  const one = new sinch.CountryPermission("one", { isoCode: country, enabled: true });
  new sinch.CountryPermission("two", { isoCode: config.require("country"), enabled: true });
  new sinch.CountryPermission("three", { isoCode: table.sweden ?? literal, enabled: true });
  new sinch.CountryPermission("four", { isoCode: one.isoCode, enabled: true });
  new sinch.CountryPermission("five", { isoCode: Promise.resolve(country), enabled: true });
  new sinch.CountryPermissions("open", {
    countries: [...listed, "SE", one.isoCode],
    ignore: rows.map((row) => row.country),
  });
  new sinch.CountryPermissions("given", { countries: config.requireObject<string[]>("countries") });
  new sinch.CountryPermissions("later", { countries: pulumi.output(["SE"]) });
  for (const { country: callerCountry, transport, direction } of rows) {
    new sinch.CallBlockingRule(callerCountry, { direction, callerCountry });
    new sinch.SipEndpoint(transport, {
      sipTrunkId: one.id,
      name: "SBC",
      address: "203.0.113.10",
      priority: 1,
      transport,
    });
  }
  const args: sinch.CallBlockingRuleArgs = { direction: config.require("direction"), calleeMatch: "1900" };
  const rule = new sinch.CallBlockingRule("rule", args);
  const code: pulumi.Output<string> = one.isoCode;
  const lower: pulumi.Output<string> = one.isoCode.apply((text: string) => text.toLowerCase());
  const text = pulumi.interpolate`${one.isoCode}`;
  // What a resource has is one of the few.
  const direction: pulumi.Output<"INBOUND" | "OUTBOUND"> = rule.direction;
  const other: sinch.CallBlockingRuleArgs["direction"] = rule.direction;
  const permissions: Promise<string[]> = sinch
    .getCountryPermissions({})
    .then(({ countryPermissions }) => countryPermissions.map(({ isoCode }) => isoCode));
  return [code, lower, text, direction, other, permissions];
}

export function refused(trunk: sinch.SipTrunk, foreign: pulumi.ProviderResource): unknown {
  // @ts-expect-error the spelling of an input
  new sinch.SipTrunk("voice", { name: "Voice", hostname: "acme-voice" });
  // @ts-expect-error an input that must be given
  new sinch.SipTrunk("voice", { name: "Voice" });
  // @ts-expect-error an output is no input
  new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice", domain: "acme.example.com" });
  // @ts-expect-error a country is text
  new sinch.CountryPermission("country", { isoCode: 46, enabled: true });
  // @ts-expect-error of a list of countries each is text
  new sinch.CountryPermissions("open", { countries: ["SE", 46] });
  // @ts-expect-error a number, not text
  new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: "1" });
  // @ts-expect-error a key of a list's element
  const range: sinch.AccessControlListArgs["ipRanges"] = [{ ipAddress: "192.0.2.1", prefix: 32 }];
  // @ts-expect-error a list, not an element
  new sinch.CredentialList("branches", { name: "Branches", credentials: { username: "branch01" } });
  // @ts-expect-error outputs are read only
  trunk.domain = pulumi.output("acme.example.com");
  // @ts-expect-error a provider of another package
  void sinch.getSipTrunks({}, { provider: foreign });
  // @ts-expect-error the trunk must be named
  void sinch.getSipEndpoints({});
  // @ts-expect-error outputs go to the other form
  void sinch.getSipEndpoints({ sipTrunkId: trunk.id });
  // @ts-expect-error a method of authentication that there is not
  new sinch.Provider("other", { authMethod: "jwt" });
  return range;
}
