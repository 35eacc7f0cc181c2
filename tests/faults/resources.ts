import { textOf, type JsonObject } from "../../provider/json";
import type { World } from "./world";

/** A resource under test: what it hangs on, how it is asked for and how it changes. */
export interface Subject {
  /** The entity's name. */
  readonly name: string;
  /** Whether the API refuses a second one: then a create may be repeated after any lost answer. */
  readonly unique: boolean;
  /** Makes what it needs, and an older twin where the API allows one. Returns the inputs. */
  readonly prepare: (world: World) => Promise<JsonObject>;
  /** The inputs after an update; absent where there is none. */
  readonly changed?: (inputs: JsonObject, world: World) => JsonObject;
  /** Makes enough for a second page of its list. */
  readonly fill?: (world: World, inputs: JsonObject) => Promise<void>;
  /** The input with the parent's id, if it is listed under one. */
  readonly parent?: string;
  /** Which of the usual operations there are not, and why. */
  readonly without?: Partial<Record<"read" | "update" | "delete" | "list", string>>;
}

const NO_UPDATE = "a link is there or not";
/** One more than fit on a page. */
export const MANY = 3;
const NUMBER = "+12025550101";

/** All resources, in the order of the docs. */
export const SUBJECTS: readonly Subject[] = [
  {
    name: "SipTrunk",
    unique: true,
    async prepare(world) {
      await world.make("/trunks", { name: "Main", hostName: "other" });
      return { name: "Main", hostName: "main", enableCallForward: true, callForwardNumber: "+12025550147" };
    },
    changed: ({ hostName }) => ({ name: "Second", hostName, enableCallerName: true }),
    fill: (world) => many((n) => world.make("/trunks", { name: "Many", hostName: `many-${n}` })),
  },
  {
    name: "SipEndpoint",
    unique: false,
    async prepare(world) {
      const sipTrunkId = await trunk(world);
      const endpoint = { name: "Berlin", address: "203.0.113.21", priority: 1 };
      await world.make(`/trunks/${sipTrunkId}/endpoints`, endpoint);
      return { sipTrunkId, ...endpoint };
    },
    changed: (inputs) => ({ ...inputs, address: "203.0.113.22", transport: "TLS" }),
    fill: (world, { sipTrunkId }) =>
      many((n) =>
        world.make(`/trunks/${textOf(sipTrunkId)}/endpoints`, {
          name: `Many ${n}`,
          address: "203.0.113.9",
          priority: 2,
        }),
      ),
    parent: "sipTrunkId",
  },
  {
    name: "AccessControlList",
    unique: false,
    async prepare(world) {
      const ipRanges = [
        { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
        { ipAddress: "198.51.100.32", range: 28 },
      ];
      await world.make("/accessControlLists", { name: "Office", enabled: true, ipRanges });
      return { name: "Office", ipRanges };
    },
    changed: () => ({
      name: "Offices",
      enabled: false,
      ipRanges: [
        { ipAddress: "198.51.100.16", range: 28, description: "Head office, 2nd floor" },
        { ipAddress: "203.0.113.64", range: 26 },
        { ipAddress: "203.0.113.128", range: 26, description: "Branch" },
      ],
    }),
    fill: (world) => many((n) => accessControlList(world, `Many ${n}`)),
  },
  {
    name: "IpRange",
    unique: false,
    async prepare(world) {
      const accessControlListId = await accessControlList(world, "Shared");
      const range = { ipAddress: "198.51.100.64", range: 27, description: "Branch" };
      await world.make(`/accessControlLists/${accessControlListId}/ipRanges`, range);
      return { accessControlListId, ...range };
    },
    changed: (inputs) => ({ ...inputs, range: 28, description: "Smaller branch" }),
    fill: (world, { accessControlListId }) =>
      many((n) =>
        world.make(`/accessControlLists/${textOf(accessControlListId)}/ipRanges`, {
          ipAddress: `10.0.${n >> 8}.${n & 255}`,
          range: 32,
        }),
      ),
    parent: "accessControlListId",
  },
  {
    name: "CredentialList",
    unique: true,
    async prepare(world) {
      await credentialList(world, "Branches", "other");
      const password = "Correct7Horse";
      return {
        name: "Branches",
        credentials: ["a", "b", "c"].map((one) => ({ username: `branch-${one}`, password })),
      };
    },
    changed: () => ({
      name: "Branch offices",
      credentials: [
        { username: "branch-a", password: "Correct7Horse" },
        { username: "branch-b", password: "Battery9Staple" },
      ],
    }),
    fill: (world) => many((n) => credentialList(world, `Many ${n}`, `many-${n}`)),
  },
  {
    name: "TrunkAccessControlList",
    unique: true,
    async prepare(world) {
      return {
        sipTrunkId: await trunk(world),
        accessControlListId: await accessControlList(world, "Office"),
      };
    },
    without: { update: NO_UPDATE },
    fill: (world, { sipTrunkId }) =>
      many(async (n) => {
        const id = await accessControlList(world, `Many ${n}`);
        await world.make(`/trunks/${textOf(sipTrunkId)}/accessControlLists`, { accessControlListIds: [id] });
      }),
    parent: "sipTrunkId",
  },
  {
    name: "TrunkCredentialList",
    unique: true,
    async prepare(world) {
      return {
        sipTrunkId: await trunk(world),
        credentialListId: await credentialList(world, "Branches", "branch-a"),
      };
    },
    without: { update: NO_UPDATE },
    fill: (world, { sipTrunkId }) =>
      many(async (n) => {
        const id = await credentialList(world, `Many ${n}`, `many-${n}`);
        await world.make(`/trunks/${textOf(sipTrunkId)}/credentialLists`, { credentialListIds: [id] });
      }),
    parent: "sipTrunkId",
  },
  {
    name: "CallBlockingRule",
    unique: false,
    async prepare(world) {
      const rule = { name: "No 900", direction: "OUTBOUND", calleeCountry: "US", calleeMatch: "1900" };
      await world.make("/callBlockingRules", rule);
      return rule;
    },
    changed: (inputs) => ({ ...inputs, calleeMatch: "1976" }),
    fill: (world) =>
      many((n) =>
        world.make("/callBlockingRules", { name: `Many ${n}`, direction: "INBOUND", callerCountry: "GB" }),
      ),
  },
  {
    name: "CountryPermission",
    unique: true,
    prepare: () => Promise.resolve({ isoCode: "SE", enabled: true }),
    changed: () => ({ isoCode: "SE", enabled: false }),
  },
  {
    name: "PhoneNumberAssignment",
    unique: true,
    async prepare(world) {
      await trunk(world, "Second");
      return { phoneNumber: NUMBER, sipTrunkId: await trunk(world) };
    },
    changed: ({ phoneNumber }, world) => ({
      phoneNumber,
      sipTrunkId: world.emulator.state().trunks.find(({ name }) => name === "Second")?.id,
    }),
    fill: (world, { sipTrunkId }) =>
      many((n) =>
        world.make("/phoneNumbers", { sipTrunkId, phoneNumber: `+1303555${String(n).padStart(4, "0")}` }),
      ),
    parent: "sipTrunkId",
  },
  {
    name: "Project",
    unique: true,
    prepare: () => Promise.resolve({ project: "another-project" }),
    without: {
      read: "the API has no call for it, so read makes no request",
      update: "the only input replaces the resource",
      delete: "the API has no call for it, so delete makes no request",
      list: "the API has no call for it",
    },
  },
];

/** A trunk of that name. */
export async function trunk(world: World, name = "Main"): Promise<string> {
  return await world.make("/trunks", { name, hostName: name.toLowerCase() });
}

async function accessControlList(world: World, name: string): Promise<string> {
  const ipRanges = [{ ipAddress: "198.51.100.16", range: 28 }];
  return await world.make("/accessControlLists", { name, enabled: true, ipRanges });
}

async function credentialList(world: World, name: string, username: string): Promise<string> {
  return await world.make("/credentialLists", {
    name,
    credentials: [{ username, password: "Correct7Horse" }],
  });
}

async function many(make: (n: number) => Promise<unknown>): Promise<void> {
  for (let n = 0; n < MANY; n++) await make(n);
}
