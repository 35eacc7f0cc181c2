/*
 * What is between this machine and the API. Requests to HTTPS go through the proxy that the environment names, as a
 * tunnel, so that the proxy sees neither credentials nor content.
 */

/** The variables that may name the proxy; the first that is set counts. */
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] as const;

/** The proxy of the environment in words, without what its address may hold of a password. */
export function proxyWords(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const variable = VARIABLES.find((name) => environment[name]);
  if (variable === undefined) {
    return undefined;
  }
  const address = environment[variable] ?? "";
  const url = address.includes("://") ? address : `https://${address}`;
  const host = URL.canParse(url) ? new URL(url).host : "";
  return host === "" ? `the proxy in ${variable}` : `the proxy ${host} in ${variable}`;
}

/** What to do where a proxy wants to know who asks. */
export function signInAdvice(): string {
  return (
    `${capital(proxyWords() ?? "a proxy on the way")} wants a name and a password: run the command again with HTTPS_PROXY ` +
    "set to an address that has them, http://NAME:PASSWORD@proxy.example.com:3128, or except the API in NO_PROXY."
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
