/** Which addresses requests may go to. They carry credentials, so plain HTTP needs a reason. */

/** Where Sinch's own services are: never over plain HTTP, whatever the configuration says. */
const SINCH = "sinch.com";

/** The hosts of a list such as `emulator, emulator.test` that plain HTTP is allowed to, and what is wrong with it. */
export function plainHttpHosts(list: string): { hosts: ReadonlySet<string>; problem?: string } {
  const hosts = new Set<string>();
  for (const name of list === "" ? [] : list.split(",").map((one) => one.trim())) {
    const host = hostOf(name);
    if (host === undefined) {
      const problem =
        'must be names of hosts without scheme or port, separated by commas, such as "emulator"';
      return { hosts, problem };
    }
    if (isOfSinch(host)) {
      return { hosts, problem: `must not name ${name}: Sinch's own hosts are reached over https:// only` };
    }
    hosts.add(host);
  }
  return { hosts };
}

/** What is wrong with the address of an API, or undefined. */
export function addressProblem(address: string, plain: ReadonlySet<string>): string | undefined {
  if (!URL.canParse(address)) {
    return 'must be an address such as "https://example.com"';
  }
  const { protocol, hostname, username, password, search, hash } = new URL(address);
  if (username || password || search || hash) {
    return "must be an address without user, query or fragment";
  }
  if (protocol === "https:" || (protocol === "http:" && (isLoopback(hostname) || plain.has(hostname)))) {
    return undefined;
  }
  return (
    "must begin with https:// (plain http:// is for loopback addresses, since requests carry credentials" +
    (protocol === "http:" && !isOfSinch(hostname)
      ? `, and for an emulator in a container: name its host with pulumi config set sinch:plainHttpHosts ${hostname})`
      : ")")
  );
}

/** A name as it stands in a parsed address, or undefined if it is more or less than the name of a host. */
function hostOf(name: string): string | undefined {
  const address = `http://${name}`;
  // Port 80 is not in a parsed address.
  if (/[\s/\\?#@*]|:\d*$/.test(name) || !URL.canParse(address)) return undefined;
  return new URL(address).hostname;
}

function isOfSinch(hostname: string): boolean {
  return `.${hostname.replace(/\.+$/, "")}`.endsWith(`.${SINCH}`);
}

/** Whether a host of a parsed address is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
