import { textOf } from "../../provider/json";
import { signInOf } from "../../stack/access";
import { defineRule, notJudged, violation } from "../rule";
import {
  isUnknown,
  label,
  ofKind,
  trunkOf,
  target,
  type Stack,
  type StackResource,
} from "../../stack/resource";

/** Endpoints whose device the API takes, and Sinch turns away. */
export const registeredEndpointLocked = defineRule({
  name: "registered-endpoint-without-link",
  description:
    "The credential list of an enabled registered endpoint must be linked to the endpoint's trunk.",
  level: "mandatory",
  source: "The API takes such an endpoint, and every registration of its device is then answered with 401",
  parameters: {},
  scope: "account",
  judge: (stack) =>
    ofKind(stack, "SipEndpoint").flatMap((endpoint) => {
      const signIn = signInOf(stack, endpoint);
      if (signIn === undefined || signIn.can === true) return [];
      if (signIn.can === "not known") return [notJudged(endpoint, signIn.why)];
      const { credentialUsername } = endpoint.properties;
      const who = isUnknown(endpoint, "credentialUsername")
        ? "a username"
        : `"${textOf(credentialUsername)}"`;
      return [
        violation(
          endpoint,
          `registers as ${who} of ${label(signIn.list)}, which is not linked to ${label(signIn.trunk)} in this stack${elsewhere(stack, signIn.list)}`,
          "Link the list to the endpoint's trunk with TrunkCredentialList: until then every registration is answered with 401.",
        ),
      ];
    }),
});

export const REGISTRATION_RULES = [registeredEndpointLocked];

/** The other trunks that a list is linked to. */
function elsewhere(stack: Stack, list: StackResource): string {
  const names = ofKind(stack, "TrunkCredentialList")
    .filter((link) => target(stack, link, { property: "credentialListId", kind: "CredentialList" }) === list)
    .map((link) => trunkOf(stack, link))
    .map((trunk) => (trunk ? label(trunk) : "a trunk outside of it"));
  return names.length === 0 ? "" : `, only to ${names.join(" and ")}`;
}
