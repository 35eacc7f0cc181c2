import fc from "fast-check";
import type { Sample } from "./sample";
import { e164, flag, label, name } from "./values";
import { NOT_E164, NOT_FLAGS, NOT_TEXT, each } from "./wrong-values";

export const sample: Sample = {
  inputs: {
    name: "Voice",
    hostName: "acme-voice",
    enableCallerName: true,
    enableCallForward: true,
    callForwardNumber: "+12025550147",
  },
  changed: { name: "Second", enableCallerName: false, callForwardNumber: "+12025550199" },
  accepted: () =>
    fc.oneof(
      fc.record({
        name,
        hostName: label,
        enableCallerName: flag,
        enableCallForward: flag,
        callForwardNumber: e164,
      }),
      fc.record({ name, hostName: label, enableCallForward: fc.constantFrom(false, undefined, null) }),
    ),
  refusals: [
    ...each(NOT_TEXT, "name", 'such as "Voice"'),
    ...each(
      ["", null, undefined, 7, "-acme", "acme-", "acme_voice", "acme voice", "acme..voice", ".acme"],
      "hostName",
      "acme-voice",
    ),
    ...each(
      ["acmé", "acme.", "a".repeat(64), `${"abc.".repeat(63)}toolong`, "acme\n", "*", "https://acme"],
      "hostName",
      "DNS name",
    ),
    ...each(NOT_FLAGS, "enableCallerName", "true or false"),
    ...each(NOT_FLAGS, "enableCallForward", "true or false"),
    ...each(NOT_E164, "callForwardNumber", 'such as "+12025550147"'),
    ...each(
      ["", null, undefined],
      "callForwardNumber",
      'when enableCallForward is true, such as "+12025550147"',
    ),
    [{ hostname: "acme-voice" }, "hostname", "whose inputs are name, hostName"],
    [{ domain: "acme.example.com" }, "domain", "is not an input of SipTrunk"],
  ],
};
