/** An account's trunks as rows of the ready-made customer, the other way round than program/customer.ts. */
import { objectsOf, textOf, type Held, type JsonObject } from "pulumi-sinch/internals";

/** A row as it is written: text alone. */
export type FoundRow = Readonly<Record<(typeof COLUMNS)[number], string>>;

export interface Found {
  readonly rows: readonly FoundRow[];
  /** Trunks that the columns cannot tell. */
  readonly refused: readonly { readonly trunk: string; readonly text: string }[];
}

const COLUMNS = [
  ...(["id", "account", "name", "hostName", "gateways", "transport", "port"] as const),
  ...(["addresses", "usernames", "numbers", "callForwardNumber", "countries"] as const),
] as const;

/** Why a trunk is no row; a clause. */
class NoRow extends Error {}

/** @param taken ids that other rows have */
export function customersOfAccount(
  held: readonly Held[],
  account: string | undefined,
  taken: Set<string>,
): Found {
  const rows: FoundRow[] = [];
  const refused: { trunk: string; text: string }[] = [];
  const trunks = held.filter(({ entity }) => entity.name === "SipTrunk");
  // Of several trunks nobody knows whose they are.
  const countries = trunks.length === 1 ? openCountries(held) : "";
  for (const trunk of trunks) {
    try {
      const row = rowOf(trunk, held);
      const id = freeId(textOf(trunk.inputs.hostName), taken);
      rows.push({ ...row, id, countries, account: account ?? "" });
    } catch (error) {
      if (!(error instanceof NoRow)) throw error;
      refused.push({ trunk: textOf(trunk.inputs.hostName), text: error.message });
    }
  }
  return { rows, refused };
}

/** The rows as a CSV file. */
export function tableText(rows: readonly FoundRow[]): string {
  const used = COLUMNS.filter(
    (column) => !["account", "countries"].includes(column) || rows.some((row) => row[column] !== ""),
  );
  const cell = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = [used.join(","), ...rows.map((row) => used.map((column) => cell(row[column])).join(","))];
  return `${lines.join("\n")}\n`;
}

function openCountries(held: readonly Held[]): string {
  const open = held.filter(
    ({ entity, inputs }) => entity.name === "CountryPermission" && inputs.enabled === true,
  );
  return joined(open.map(({ inputs }) => textOf(inputs.isoCode)).sort());
}

function rowOf(trunk: Held, held: readonly Held[]): Omit<FoundRow, "id" | "account" | "countries"> {
  const of = (kind: string): Held[] =>
    held.filter(
      ({ entity, inputs, state }) =>
        entity.name === kind && (inputs.sipTrunkId ?? state.sipTrunkId) === trunk.id,
    );
  const name = textOf(trunk.inputs.name);
  const lists = (link: string, kind: string, key: string): JsonObject[] =>
    of(link).map(({ inputs }) => listOf(held, { kind, id: textOf(inputs[key]), link, key, name }));
  const [networks, ...moreNetworks] = lists(
    "TrunkAccessControlList",
    "AccessControlList",
    "accessControlListId",
  );
  const [logins, ...moreLogins] = lists("TrunkCredentialList", "CredentialList", "credentialListId");
  if (moreNetworks.length + moreLogins.length > 0) throw new NoRow("it has two lists of one kind");
  if (networks === undefined && logins === undefined)
    throw new NoRow("nobody can call through it: it has no list");
  if (of("CallBlockingRule").length > 0) throw new NoRow("it has call blocking rules");
  const endpoints = of("SipEndpoint").map(({ inputs }) => inputs);
  const { gateways, transport, port } = gatewaysOf(endpoints, name);
  const usernames = usernamesOf(endpoints, { name, after: gateways.length });
  const all = objectsOf(logins?.credentials).map((one) => textOf(one.username));
  if ([...all].sort().join(" ") !== [...usernames].sort().join(" "))
    throw new NoRow("not each username is one endpoint");
  const forward = textOf(trunk.inputs.callForwardNumber);
  if ((trunk.inputs.enableCallForward === true) !== (forward !== ""))
    throw new NoRow("its number for forwarding is not used");
  return {
    ...{ name, hostName: textOf(trunk.inputs.hostName), gateways: joined(gateways), transport, port },
    addresses: joined(
      objectsOf(networks?.ipRanges).map(
        ({ ipAddress, range }) => `${textOf(ipAddress)}/${Number(range ?? 32)}`,
      ),
    ),
    ...{ usernames: joined(usernames), callForwardNumber: forward },
    numbers: joined(of("PhoneNumberAssignment").map(({ inputs }) => textOf(inputs.phoneNumber))),
  };
}

/** A list that is this trunk's alone, and is called like it. */
function listOf(
  held: readonly Held[],
  { kind, id, link, key, name }: Readonly<Record<"kind" | "id" | "link" | "key" | "name", string>>,
): JsonObject {
  const links = held.filter(({ entity, inputs }) => entity.name === link && inputs[key] === id);
  if (links.length > 1) throw new NoRow(`its ${kind} is another trunk's as well`);
  const list = held.find((one) => one.entity.name === kind && one.id === id);
  if (list === undefined) throw new NoRow(`its ${kind} is not in the account`);
  if (list.inputs.name !== name) throw new NoRow(`its ${kind} has another name than the trunk`);
  return list.inputs;
}

function gatewaysOf(endpoints: readonly JsonObject[], name: string) {
  const own = byPriority(endpoints.filter(({ isRegistered }) => isRegistered !== true));
  own.forEach((one, index) => {
    requirePlace(one, `${name} ${index + 1}`, index + 1);
    if (one.transport !== own[0]?.transport || one.port !== own[0]?.port)
      throw new NoRow("its gateways differ in port or transport");
  });
  const [first] = own;
  const transport = first === undefined ? "TLS" : textOf(first.transport) || "UDP";
  const port = first === undefined ? "" : String(Number(first.port ?? 5060));
  return { gateways: own.map(({ address }) => textOf(address)), transport, port };
}

function usernamesOf(
  endpoints: readonly JsonObject[],
  { name, after }: { readonly name: string; readonly after: number },
): string[] {
  return byPriority(endpoints.filter(({ isRegistered }) => isRegistered === true)).map((one, index) => {
    const username = textOf(one.credentialUsername);
    requirePlace(one, `${name} ${username}`, after + index + 1);
    return username;
  });
}

function requirePlace(endpoint: JsonObject, name: string, priority: number): void {
  if (endpoint.enabled === false) throw new NoRow("an endpoint is switched off");
  if (endpoint.name !== name)
    throw new NoRow(`its endpoints are not called like it and numbered, such as "${name}"`);
  if (endpoint.priority !== priority)
    throw new NoRow("the priorities of its endpoints are not 1, 2, 3 and so on");
}

function byPriority(endpoints: readonly JsonObject[]): JsonObject[] {
  return [...endpoints].sort((one, other) => Number(one.priority) - Number(other.priority));
}

function joined(parts: readonly string[]): string {
  return parts.join(";");
}

/** After the host name, which no two trunks share. */
function freeId(hostName: string, taken: Set<string>): string {
  const base =
    hostName
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "")
      .slice(0, 36) || "customer";
  let id = base;
  for (let number = 2; taken.has(id); number += 1) id = `${base}-${number}`;
  taken.add(id);
  return id;
}
