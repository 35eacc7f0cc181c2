import { isLoopback } from "./hosts";

/** What is needed to deploy to an emulator. */
export interface Access {
  url: string;
  projectId: string;
  keyId: string;
  /** Undefined where it is not to be shown: the line then asks for it. */
  keySecret: string | undefined;
}

/** The lines that point a stack at an emulator. */
export interface ConfigurationLines {
  pulumi: string[];
  environment: string[];
}

/** The same settings as commands of a stack and as variables of a shell. */
export function configurationLines({ url, projectId, keyId, keySecret }: Access): ConfigurationLines {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  const settings: [key: string, value: string][] = [
    ["apiUrl", url],
    ["authUrl", url],
    ["numbersUrl", url],
    ...(isLoopback(host) ? [] : [["plainHttpHosts", host] satisfies [string, string]]),
    ["projectId", projectId],
    ["keyId", keyId],
  ];
  const secret = keySecret === undefined ? "" : ` ${quoted(keySecret)}`;
  return {
    pulumi: [
      ...settings.map(([key, value]) => `pulumi config set sinch:${key} ${quoted(value)}`),
      `pulumi config set --secret sinch:keySecret${secret}`,
    ],
    environment: [
      ...settings.map(([key, value]) => `export SINCH_${variable(key)}=${quoted(value)}`),
      ...(keySecret === undefined ? [] : [`export SINCH_KEY_SECRET=${quoted(keySecret)}`]),
    ],
  };
}

function variable(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** As a shell takes it. */
function quoted(value: string): string {
  return /^[\w:/.@+-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
