import { isIP } from "node:net";
import type * as Yaml from "yaml";
import { SinchError } from "../../provider/errors";
import { isObject, textsOf, type Json } from "../../provider/json";
import { nearest } from "../../provider/nearest";

/** From where a trunk's outbound calls come, as somebody says who knows: records do not tell. */
export interface Sources {
  /** IPv4 or IPv6. */
  readonly addresses: readonly string[];
  /** With which they answer a challenge; empty where they answer none. */
  readonly usernames: readonly string[];
}

/** A trunk by all that it may be called. */
export interface TrunkNames {
  readonly id: string;
  readonly name?: string;
  readonly hostName?: string;
}

const FORM =
  'write a trunk\'s name, id or host name and its addresses, such as "voice: [198.51.100.17]" or ' +
  '"voice: { addresses: [198.51.100.17], usernames: [desk01] }"';
const KEYS = ["addresses", "usernames"];

/**
 * Reads a file of sources, in YAML or JSON: for each trunk its addresses.
 *
 * @param file what it is called in errors
 * @returns by what the file calls each trunk
 * @throws SinchError that says what is right
 */
export function parseSources(text: string, file: string): ReadonlyMap<string, Sources> {
  const document = parsed(text, file);
  if (!isObject(document)) throw new SinchError(`${file} is not a list of trunks: ${FORM}`);
  return new Map(
    Object.entries(document).map(([trunk, value]) => [trunk, sourcesOf(value, `${file}, trunk "${trunk}"`)]),
  );
}

/**
 * The sources by the trunks' ids.
 *
 * @throws SinchError where a trunk is not there, or several are called so
 */
export function sourcesByTrunk(
  sources: ReadonlyMap<string, Sources>,
  trunks: readonly TrunkNames[],
  file: string,
): ReadonlyMap<string, Sources> {
  return new Map([...sources].map(([called, value]) => [trunkCalled(called, trunks, file).id, value]));
}

function sourcesOf(value: Json | undefined, where: string): Sources {
  const { addresses, usernames, ...others } = isObject(value) ? value : { addresses: value };
  const [other] = Object.keys(others);
  if (other !== undefined) throw new SinchError(`${where}: "${other}" is neither of ${KEYS.join(" and ")}`);
  return {
    addresses: texts(addresses, where, "addresses").map((address) => {
      if (isIP(address) !== 0) return address;
      const one = address.includes("/") ? ": write one address of the range, from which calls come" : "";
      throw new SinchError(`${where}: "${address}" is no IP address, such as 198.51.100.17${one}`);
    }),
    usernames: texts(usernames, where, "usernames"),
  };
}

/** Texts, of which one may stand alone. */
function texts(value: Json | undefined, where: string, what: string): string[] {
  const list = typeof value === "string" ? [value] : (value ?? []);
  const found = textsOf(list).filter((text) => text.trim() !== "");
  if (Array.isArray(list) && found.length === list.length) return found;
  throw new SinchError(`${where}: ${what} is no list of texts: ${FORM}`);
}

function trunkCalled(called: string, trunks: readonly TrunkNames[], file: string): TrunkNames {
  const fitting = [
    trunks.filter(({ id }) => id === called),
    trunks.filter(({ hostName }) => hostName !== undefined && hostName === hostOf(called)),
    trunks.filter(({ name }) => name === called),
  ].find((found) => found.length > 0);
  const [trunk, another] = fitting ?? [];
  if (trunk === undefined) {
    const names = trunks.flatMap(({ name, hostName }) => [name, hostName].filter((one) => one !== undefined));
    const [meant] = nearest(called, names);
    throw new SinchError(
      `${file} names trunk "${called}", which is not there${meant === undefined ? "" : `: is it "${meant}"?`}`,
    );
  }
  if (another === undefined) return trunk;
  throw new SinchError(
    `${file} names trunk "${called}", as several are called: write the id or the host name`,
  );
}

/** A host name, of which the file may give the whole domain. */
function hostOf(called: string): string {
  return called.toLowerCase().replace(/\.pstn\.sinch\.com$/, "");
}

function parsed(text: string, file: string): unknown {
  // Only who gives such a file waits for what reads it.
  const { parse, YAMLError } = require("yaml") as typeof Yaml;
  try {
    return parse(text) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLError)) throw error;
    const [place] = error.linePos ?? [];
    const where = place === undefined ? "" : `, line ${place.line}, column ${place.col}`;
    throw new SinchError(
      `${file}${where} is neither YAML nor JSON: ${error.message.split("\n", 1)[0] ?? ""}`,
    );
  }
}
