/**
 * A contender: the replay as one would write it in an afternoon. csv-parse makes all cells, libphonenumber-js parses each
 * number, and every list is walked for every call. Usage: node naive.mjs PLAN HISTORY; prints totals as JSON.
 */
import { createReadStream, readFileSync } from "node:fs";
import { BlockList } from "node:net";
import { parse } from "csv-parse";
import parsePhoneNumber from "libphonenumber-js/max";

const [planFile, historyFile] = process.argv.slice(2);
const { steps } = JSON.parse(readFileSync(planFile, "utf8"));
const worlds = {
  before: worldOf(steps.filter(({ oldState }) => oldState).map(({ oldState }) => oldState)),
  after: worldOf(steps.filter(({ newState }) => newState).map(({ newState }) => newState)),
};
const totals = {
  before: { "let through": 0, refused: 0 },
  after: { "let through": 0, refused: 0 },
  changed: 0,
};
const parser = createReadStream(historyFile).pipe(parse({ columns: true, bom: true }));
for await (const row of parser) {
  const [before, after] = [verdictOf(row, worlds.before), verdictOf(row, worlds.after)];
  totals.before[resultOf(before)] += 1;
  totals.after[resultOf(after)] += 1;
  if (before !== after) totals.changed += 1;
}
console.log(JSON.stringify(totals));

function worldOf(states) {
  const of = (kind) =>
    states.filter(({ type }) => type.endsWith(`:${kind}`)).map(({ id, outputs }) => ({ ...outputs, id }));
  return {
    trunks: of("SipTrunk"),
    endpoints: of("SipEndpoint"),
    lists: of("AccessControlList"),
    links: of("TrunkAccessControlList"),
    numbers: of("PhoneNumberAssignment"),
    rules: of("CallBlockingRule"),
    countries: of("CountryPermission"),
  };
}

function resultOf(verdict) {
  return verdict === "refused" ? "refused" : "let through";
}

function verdictOf(row, world) {
  const isOutbound = row.Direction === "OUTBOUND";
  const trunkId = isOutbound
    ? row["Trunk Id"]
    : world.numbers.find(({ phoneNumber }) => phoneNumber === row.To)?.sipTrunkId;
  const trunk = world.trunks.find(({ id }) => id === trunkId);
  if (trunk === undefined) return "refused";
  return isOutbound ? outboundVerdict(row, trunk, world) : inboundVerdict(row, trunk, world);
}

function outboundVerdict(row, trunk, { links, lists, rules, countries }) {
  const address = row.From.split("@")[1];
  const own = links.filter(({ sipTrunkId }) => sipTrunkId === trunk.id);
  const linked = own.map(({ accessControlListId }) => lists.find(({ id }) => id === accessControlListId));
  const isIn = ({ ipAddress, range }) => {
    const block = new BlockList();
    block.addSubnet(ipAddress, range);
    return block.check(address);
  };
  if (!linked.some((list) => list?.enabled && list.ipRanges.some(isIn))) return "refused";
  const isBlocked = rules.some(
    ({ direction, calleeMatch }) => direction === "OUTBOUND" && row.To.startsWith(`+${calleeMatch}`),
  );
  if (isBlocked) return "refused";
  const country = parsePhoneNumber(row.To)?.country;
  return countries.some(({ isoCode, enabled }) => isoCode === country && enabled) ? "let through" : "refused";
}

function inboundVerdict(row, trunk, { endpoints, rules }) {
  const isBlocked = rules.some(
    ({ direction, callerMatch }) => direction === "INBOUND" && row.From.startsWith(`+${callerMatch}`),
  );
  if (isBlocked) return "refused";
  const own = endpoints.filter(({ sipTrunkId, enabled }) => sipTrunkId === trunk.id && enabled);
  const order = own.toSorted((one, other) => one.priority - other.priority).map(({ id }) => id);
  const forwarding = trunk.enableCallForward ? `, then ${trunk.callForwardNumber}` : "";
  return order.length === 0 && forwarding === "" ? "refused" : `rings ${order.join(", ")}${forwarding}`;
}
