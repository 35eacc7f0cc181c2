import { createHmac } from "node:crypto";
import * as sinch from "pulumi-sinch";
import { fields } from "pulumi-sinch/internals";
import { z } from "zod";
import { BadInputError } from "../errors";

/** The variable with the secret that passwords are made of; the same wherever a fleet is planned and rolled out. */
export const PASSWORD_KEY = "FLEET_PASSWORD_KEY";
const LEAST_KEY = 32;

/** A list as a table can have it: `a;b;c` in one cell, or a list where the format has them. */
function list<Item extends z.ZodType>(item: Item) {
  const parts = (value: unknown) =>
    typeof value === "string" ? value.split(";").map((part) => part.trim()) : value;
  const unique = z.array(item, "must be a list, such as a;b in one cell").refine((all) => {
    return new Set(all.map((one) => JSON.stringify(one).toLowerCase())).size === all.length;
  }, "has something twice");
  return z.preprocess(parts, unique).default([]);
}

/** `198.51.100.8/30`, or one address. */
const network = z
  .string('must be an address or a network as text, such as "198.51.100.8/30"')
  .transform((text, context) => {
    const [ipAddress, length = "32", ...more] = text.split("/");
    const range = /^\d{1,2}$/.test(length) ? Number(length) : Number.NaN;
    const [address, prefix] = [fields.ipv4().safeParse(ipAddress), fields.prefixLength().safeParse(range)];
    const reason = [address, prefix]
      .map((one) => one.error?.issues[0]?.message)
      .find((one) => one !== undefined);
    if (!address.success || !prefix.success || more.length > 0) {
      context.addIssue({ code: "custom", message: reason ?? "must be one network, such as 198.51.100.8/30" });
      return z.NEVER;
    }
    return { ipAddress: address.data, range: prefix.data };
  });

/** A field as pulumi-sinch itself checks it. */
function checked<Value>(schema: { safeParse(value: unknown): Parsed<Value> }) {
  return z.unknown().transform((value, context): Value => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}
type Parsed<Value> =
  { success: true; data: Value } | { success: false; error: { issues: readonly { message: string }[] } };

const wholeNumber = (value: unknown) =>
  typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;

/**
 * The columns of a ready-made customer. Lists may be text with semicolons, so that a CSV file can have them. A trunk
 * without a gate is refused: nobody could call through it.
 */
export const customerSchema = z
  .strictObject({
    id: z.string(),
    account: z.string().optional(),
    /** For people. */
    name: checked(fields.text("Corner Bakery")),
    /** The left part of the trunk's SIP domain. */
    hostName: checked(fields.hostName()),
    /** Where calls are sent to, in the order in which they are tried. */
    gateways: list(checked(fields.sipAddress())),
    transport: checked(fields.oneOf(["UDP", "TCP", "TLS"])).default("TLS"),
    /** Of all gateways. @default 5061 for TLS, 5060 otherwise */
    port: z.preprocess(wholeNumber, checked(fields.port()).optional()),
    /** The addresses from which the customer calls. */
    addresses: list(network),
    /** What the customer's phones sign in with; each is an endpoint too. See `passwordOf`. */
    usernames: list(checked(fields.username())),
    /** A higher number is a new password for each username. */
    passwordVersion: z.preprocess(wholeNumber, z.int("must be a whole number, such as 2").min(1).default(1)),
    /** Rented already: they are bound to the trunk, never rented or released. */
    numbers: list(checked(fields.e164())),
    callForwardNumber: checked(fields.e164()).optional(),
    /**
     * The countries to which calls are open for the whole account, and no others, as two letters of ISO 3166-1; left out,
     * emptied or gone with the customer, they stay as they are then. Only a customer who is alone in an account may say so.
     */
    countries: list(checked(fields.isoCountry())),
  })
  .refine(({ addresses, usernames }) => addresses.length + usernames.length > 0, {
    message: "needs a gate: addresses from which it may call, or usernames that it signs in with",
  });

/** A row of a ready-made customer, as `declareCustomer` takes it. */
export type CustomerRow = z.output<typeof customerSchema>;

/**
 * The password of a username: made of the secret FLEET_PASSWORD_KEY, so that no table, program or store has it, and one
 * can be told to a customer again. Whoever has that secret has all passwords; another secret is another password for
 * everybody.
 */
export function passwordOf(
  customer: Pick<CustomerRow, "id" | "passwordVersion">,
  username: string,
  key = process.env[PASSWORD_KEY],
): string {
  if (key === undefined || key.length < LEAST_KEY) {
    throw new BadInputError(
      `${PASSWORD_KEY} must be set to at least ${LEAST_KEY} characters: passwords are made of it`,
    );
  }
  const of = JSON.stringify([customer.id, username, customer.passwordVersion]);
  const digest = createHmac("sha256", key).update(of).digest("base64url").replace(/[-_]/g, "");
  // The end has what the API demands, whatever the digest has.
  return `${digest.slice(0, 28)}Aa1`;
}

/** Declares what one customer has: a trunk, its gate, its endpoints, numbers and countries. Returns the trunk. */
export function declareCustomer(row: CustomerRow): sinch.SipTrunk {
  const { id, name, hostName, gateways, transport, addresses, usernames, numbers, callForwardNumber } = row;
  const forward = callForwardNumber === undefined ? {} : { enableCallForward: true, callForwardNumber };
  const trunk = new sinch.SipTrunk(id, { name, hostName, ...forward });
  const sipTrunkId = trunk.id;
  const port = row.port ?? (transport === "TLS" ? 5061 : 5060);
  gateways.forEach((address, index) => {
    const order = { name: `${name} ${index + 1}`, priority: index + 1 };
    new sinch.SipEndpoint(`${id}/gateway-${index + 1}`, { sipTrunkId, address, port, transport, ...order });
  });
  if (addresses.length > 0) {
    const list = new sinch.AccessControlList(id, { name, ipRanges: addresses });
    new sinch.TrunkAccessControlList(id, { sipTrunkId, accessControlListId: list.id });
  }
  if (usernames.length > 0) {
    const credentials = usernames.map((username) => ({ username, password: passwordOf(row, username) }));
    const list = new sinch.CredentialList(id, { name, credentials });
    new sinch.TrunkCredentialList(id, { sipTrunkId, credentialListId: list.id });
    usernames.forEach((username, index) => {
      new sinch.SipEndpoint(`${id}/user-${username}`, {
        sipTrunkId,
        name: `${name} ${username}`,
        isRegistered: true,
        credentialUsername: list.username(username),
        priority: gateways.length + index + 1,
      });
    });
  }
  for (const phoneNumber of numbers) {
    new sinch.PhoneNumberAssignment(`${id}/number-${phoneNumber.slice(1)}`, { phoneNumber, sipTrunkId });
  }
  if (row.countries.length > 0) {
    // Else an emptied cell would open again what was open before the first roll-out.
    new sinch.CountryPermissions(id, { countries: row.countries }, { retainOnDelete: true });
  }
  return trunk;
}
