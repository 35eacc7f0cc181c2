/** A customer of ours, with a trunk of its own. */
export interface Customer {
  /** Small letters, digits and hyphens; never changed, since resources are named after it. */
  readonly id: string;
  readonly name: string;
  /** The customer's session border controllers, in the order in which they are tried; at least two. */
  readonly gateways: readonly [string, string, ...string[]];
  /** The addresses from which the customer calls. */
  readonly addresses: readonly { readonly ipAddress: string; readonly range: number }[];
}

/** All customers. To add or remove one, change this list and nothing else. */
export const CUSTOMERS: readonly Customer[] = [
  {
    id: "bakery",
    name: "Corner Bakery",
    gateways: ["sbc1.bakery.example.com", "sbc2.bakery.example.com"],
    addresses: [{ ipAddress: "198.51.100.8", range: 30 }],
  },
  {
    id: "garage",
    name: "Miller's Garage",
    gateways: ["203.0.113.10", "203.0.113.11"],
    addresses: [{ ipAddress: "203.0.113.10", range: 31 }],
  },
  {
    id: "clinic",
    name: "Harbour Clinic",
    gateways: ["sip-a.clinic.example.com", "sip-b.clinic.example.com", "sip-c.clinic.example.com"],
    addresses: [
      { ipAddress: "192.0.2.64", range: 27 },
      { ipAddress: "198.51.100.77", range: 32 },
    ],
  },
];
