import { isIPv4 } from "node:net";
import { textOf, type Json } from "./json";

/**
 * An IPv4 network as text: address and prefix length, without the bits behind the prefix, which let nobody else in
 * (RFC 4632 section 3.1): `10.0.1.1` of length 24 and `10.0.1.0` of length 24 are both `10.0.1.0/24`. What is no
 * IPv4 address stands as it is.
 */
export function networkOf({ ipAddress, range }: { ipAddress?: Json; range?: Json }): string {
  const text = textOf(ipAddress);
  const length = Number(range ?? 32);
  const octets = text.split(".").map(Number);
  const isPlain = octets.length === 4 && octets.every((octet) => octet >= 0 && octet <= 255);
  if (!isPlain || !Number.isInteger(length) || length < 0 || length > 32) {
    return `${text}/${length}`;
  }
  const network = octets.map((octet, index) => {
    const bits = Math.min(8, Math.max(0, length - 8 * index));
    return octet & (256 - 2 ** (8 - bits));
  });
  return `${network.join(".")}/${length}`;
}

/** A network in one text, such as `203.0.113.0/24`, as the two inputs that it belongs into; undefined for anything else. */
export function inTwoInputs(text: unknown): { ipAddress: string; range: number } | undefined {
  const [, address = "", length] =
    /^([\d.]+)\/(\d{1,2})$/.exec(typeof text === "string" ? text.trim() : "") ?? [];
  const range = Number(length);
  if (!isIPv4(address) || range > 32) {
    return undefined;
  }
  const [ipAddress = ""] = networkOf({ ipAddress: address, range }).split("/");
  return { ipAddress, range };
}
