/** Writes a history in the form of the API's CSV export: all cells in quotes, as long as real ones. */
import { closeSync, openSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { randomOf } from "./random.mjs";
import { addressOf, blockedNumbers, isOpen, numberOf, SIZE, trunkId, trunkName } from "./world.mjs";

const HEADER =
  "Timestamp,Call Id,Answer Time,End Time,From,To,Trunk Id,Trunk Name,Direction,Duration (s),Result,To Country,From Country,Is Emergency Call,Price Per Minute,Cost,Cause Code,SIP Response Code,Region,MOS,Transport,Port,Project Id,Group Id,Relationship Type,Has Children";
const BEGAN_MS = Date.parse("2026-03-02T00:00:00.000Z");
/** Written at once. */
const ROWS = 5_000;
/** Calls come evenly: so many of a trunk in one second that none reaches its limit. */
const DAY_MS = 86_400_000;
const PROJECT = "5f0c3f6e2f1d4a58";

/** Numbers of which both the library and the number plans know the one country, by country. */
export function numbersByCountry() {
  const require = createRequire(import.meta.url);
  const { getCountries, getExampleNumber, parsePhoneNumberFromString } = require("libphonenumber-js/max");
  const examples = require("libphonenumber-js/mobile/examples");
  const { regionsOf } = require("../../dist/provider/regions.js");
  const isSure = (number, country) => {
    const regions = regionsOf(number);
    return (
      regions.size === 1 && regions.has(country) && parsePhoneNumberFromString(number)?.country === country
    );
  };
  const found = new Map();
  for (const country of getCountries()) {
    const example = getExampleNumber(country, examples)?.number;
    if (example === undefined) continue;
    const own = Array.from(
      { length: 100 },
      (_, index) => `${example.slice(0, -2)}${String(index).padStart(2, "0")}`,
    );
    const sure = own.filter((number) => isSure(number, country));
    if (sure.length > 50) found.set(country, sure);
  }
  return found;
}

/** Writes so many calls; without the country cells if `hasCountries` is false. */
export function writeHistory(file, calls, { numbers, hasCountries = true }) {
  const random = randomOf(calls);
  const countries = [...numbers.keys()].slice(0, SIZE.COUNTRIES);
  const blocked = new Set(blockedNumbers(numbers).slice(0, SIZE.RULES));
  const scene = { random, countries, blocked, numbers, hasCountries };
  const handle = openSync(file, "w");
  writeSync(handle, `${HEADER}\n`);
  const stepMs = DAY_MS / calls;
  for (let done = 0; done < calls;) {
    const rows = [];
    while (rows.length < ROWS && done < calls) {
      rows.push(rowOf(BEGAN_MS + Math.floor(done * stepMs), scene));
      done += 1;
    }
    writeSync(handle, `${rows.join("\n")}\n`);
  }
  closeSync(handle);
}

function rowOf(timeMs, { random, countries, blocked, numbers, hasCountries }) {
  const { next, below, oneOf } = random;
  const trunk = below(SIZE.TRUNKS);
  const isOutbound = next() < 0.6;
  // A few countries have most of the calls, as everywhere.
  const place = Math.floor(countries.length * next() ** 3);
  const country = countries[place];
  const other = oneOf(numbers.get(country));
  const own = numberOf(trunk);
  const isRefused = isOutbound && (!isOpen(place) || blocked.has(other.slice(1)));
  const isAnswered = next() < 0.7 && !isRefused;
  const seconds = isAnswered ? 1 + Math.floor(600 * next() ** 3) : 0;
  const at = (ms) => new Date(ms).toISOString();
  const id = `01J${hex(random, 13)}`;
  const rate = 0.004;
  const cells = [
    at(timeMs),
    id,
    isAnswered ? at(timeMs + 4_000) : "",
    at(timeMs + 4_000 + 1000 * seconds),
    isOutbound ? `sip:${own}@${addressOf(trunk, below(10))}` : other,
    isOutbound ? other : own,
    trunkId(trunk),
    trunkName(trunk),
    isOutbound ? "OUTBOUND" : "INBOUND",
    seconds,
    isAnswered ? "COMPLETED" : isRefused ? "FAILED" : oneOf(["NO_ANSWER", "BUSY", "CANCEL"]),
    hasCountries ? (isOutbound ? country : "US") : "",
    hasCountries ? (isOutbound ? "US" : country) : "",
    "false",
    `${rate.toFixed(4)} USD`,
    `${((rate * seconds) / 60).toFixed(4)} USD`,
    isAnswered ? 16 : 17,
    isAnswered ? 200 : isRefused ? 403 : 486,
    "use1",
    "4.4",
    "UDP",
    5060,
    PROJECT,
    id,
    "",
    "false",
  ];
  return `"${cells.join('","')}"`;
}

function hex({ below }, digits) {
  let text = "";
  while (text.length < digits) text += below(16).toString(16);
  return text;
}
