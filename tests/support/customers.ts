import type { JsonObject } from "../../provider/json";
import { readReview } from "../../stack/document";
import type { Change, Review } from "../../stack/change";

/** A resource as a state has it. */
export function stateOf(kind: string, id: string, inputs: JsonObject): JsonObject {
  const type = `sinch:index:${kind}`;
  return { urn: `urn:pulumi:test::acme::${type}::${id}`, type, id, inputs, outputs: inputs };
}

/** The review of a state with such resources. */
export function reviewOf(resources: readonly JsonObject[]): Review {
  return readReview(documentOf(resources), "a state");
}

/** What `pulumi stack export` prints of such resources. */
export function documentOf(resources: readonly JsonObject[]): string {
  return JSON.stringify({ deployment: { resources } });
}

/** A state of many customers: each has a trunk, two endpoints, a list of its own and a number. */
export function customers(count: number, nameOf = (index: number) => `Customer ${index}`): Review {
  return reviewOf(customerStates(count, nameOf));
}

/** The resources of such a state. */
export function customerStates(count: number, nameOf = (index: number) => `Customer ${index}`): JsonObject[] {
  return Array.from({ length: count }, (_, index) => customer(index + 1, nameOf(index + 1))).flat();
}

function customer(index: number, name: string): JsonObject[] {
  const id = `T${index}`;
  const hostName = `acme-${index}`;
  const endpoint = { sipTrunkId: id, port: 5061, transport: "TLS", enabled: true };
  const [high, low] = [Math.floor(index / 256), index % 256];
  return [
    stateOf("SipTrunk", id, { name, hostName, domain: `${hostName}.pstn.sinch.com` }),
    ...[1, 2].map((priority) =>
      stateOf("SipEndpoint", `${id}/${priority}`, {
        ...endpoint,
        name: `${name} SBC ${priority}`,
        address: `203.${priority}.${high}.${low}`,
        priority,
      }),
    ),
    stateOf("AccessControlList", `A${index}`, {
      name: `${name} offices`,
      enabled: true,
      ipRanges: [{ ipAddress: `198.51.${high}.${low}`, range: 30, description: name }],
    }),
    stateOf("TrunkAccessControlList", `${id}/A${index}`, {
      sipTrunkId: id,
      accessControlListId: `A${index}`,
    }),
    stateOf("PhoneNumberAssignment", `N${index}`, {
      phoneNumber: `+1202555${String(index).padStart(4, "0")}`,
      sipTrunkId: id,
    }),
  ];
}

/** The same as a preview, in which some resources change otherwise. */
export function previewed(review: Review, change: (one: Change) => Change): Review {
  return { ...review, form: "preview", changes: review.changes.map(change) };
}
