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

export function refused(trunk: sinch.SipTrunk, foreign: pulumi.ProviderResource): unknown {
  // @ts-expect-error the spelling of an input
  new sinch.SipTrunk("voice", { name: "Voice", hostname: "acme-voice" });
  // @ts-expect-error an input that must be given
  new sinch.SipTrunk("voice", { name: "Voice" });
  // @ts-expect-error an output is no input
  new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice", domain: "acme.example.com" });
  // @ts-expect-error a word that is none of the few
  new sinch.CallBlockingRule("rule", { direction: "BOTH", calleeMatch: "1900" });
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
