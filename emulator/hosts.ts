import { isIP } from "node:net";
import { json } from "./answers";

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);
const EVERYWHERE: ReadonlySet<string> = new Set(["0.0.0.0", "::"]);

/** Whether an address or name is that of this machine for itself alone. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/**
 * Tells whether a `Host` header names the emulator. A page from elsewhere whose name was pointed at this machine (DNS
 * rebinding) carries its own name, which no check of origins would notice. Where the emulator listens for other
 * machines, they may name it by any address, and by any name without a dot, such as that of a container: neither can be
 * the domain of a page from elsewhere.
 */
export function ownHost(host: string, names: readonly string[]): (header: string) => boolean {
  const own = new Set([host, ...LOOPBACK, ...names].map((name) => name.toLowerCase()));
  const isForOthers = EVERYWHERE.has(host);
  return (header) => {
    const name = nameIn(header);
    if (name === undefined) return false;
    return own.has(name) || (isForOthers && (isIP(name) !== 0 || !name.includes(".")));
  };
}

/** What a request gets that names another host. */
export function misdirected(header: string): Response {
  const message =
    `The emulator does not go by the name "${header}": a page from elsewhere may have been pointed at it. Use its address, or ` +
    "start it with --allow-host and this name.";
  return json(421, { code: 421, status: "MISDIRECTED_REQUEST", message, details: [] });
}

/** The name of a `Host` header in lower case, without port and brackets. */
function nameIn(header: string): string | undefined {
  const [, address, name] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::\d+)?$/i.exec(header) ?? [];
  return (address ?? name)?.toLowerCase();
}
