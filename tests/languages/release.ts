import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { homedir } from "node:os";
import { basename, delimiter, join } from "node:path";

/** What the global set-up has made, or the dry run of a release has published. */
export const RELEASE = JSON.parse(process.env.RELEASE ?? "{}") as {
  version: string;
  /** Has the plugin's archive. */
  folder: string;
  /** The plugin of this platform, as it is in its archive. */
  executable: string;
  /** What each language installs or takes its SDK from; none of those whose tools are not installed. */
  sdks: Record<string, string>;
  /** Has a program with all examples for each language. */
  programs: string;
  /** Why there are no such programs, where there are none. */
  missing?: string;
};

/** The plugin itself, which npm puts on the PATH of its scripts. */
export const PLUGIN = ["pulumi-resource-sinch"];
/** What runs JavaScript. */
export const NODE = ["node", "nodejs", "npm", "npx", "corepack", "bun", "deno"];

/** A web server with the plugin's archives, as any static one. */
export interface Server {
  url: string;
  /** Lets Pulumi fetch from it what the schema says is elsewhere. */
  env: NodeJS.ProcessEnv;
  /** The archives that were fetched. */
  fetched: string[];
  /** Serves the same archives as another version's as well. */
  addVersion: (version: string) => void;
  close: () => void;
}

/** Serves the plugin's archives. */
export async function serveRelease(): Promise<Server> {
  const { folder } = RELEASE;
  const fetched: string[] = [];
  const versions = [RELEASE.version];
  const server = createServer(({ url = "" }, response) => {
    const name = basename(url);
    const [, version = ""] = /-v(.*?)-[a-z]+-[a-z0-9]+\.tar\.gz$/.exec(name) ?? [];
    const file = join(folder, name.replace(version, RELEASE.version));
    if (!versions.includes(version) || !existsSync(file)) return response.writeHead(404).end();
    fetched.push(name);
    return response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { pluginDownloadURL } = JSON.parse(
    readFileSync(join(__dirname, "..", "..", "dist", "schema.json"), "utf8"),
  ) as { pluginDownloadURL: string };
  const env = {
    PULUMI_PLUGIN_DOWNLOAD_URL_OVERRIDES: `^${pluginDownloadURL}=${url}`,
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "false",
  };
  const addVersion = (version: string): void => {
    versions.push(version);
  };
  return { ...{ url, env, fetched, addVersion }, close: () => server.close() };
}

/**
 * The environment of a machine with an empty home and without some programs; what Go and Maven have downloaded is kept.
 */
export function machineWithout(programs: string[], folder: string): NodeJS.ProcessEnv {
  const home = join(folder, "user");
  mkdirSync(home, { recursive: true });
  if (existsSync(join(homedir(), ".m2"))) symlinkSync(join(homedir(), ".m2"), join(home, ".m2"));
  const go = spawnSync("go", ["env", "-json", "GOMODCACHE", "GOCACHE", "GOPROXY", "GOFLAGS"], {
    encoding: "utf8",
  });
  const goCaches = go.status === 0 ? (JSON.parse(go.stdout) as NodeJS.ProcessEnv) : {};
  const path = (process.env.PATH ?? "")
    .split(delimiter)
    .map((one, index) => without(programs, one, join(folder, `path-${index}`)));
  return { ...goCaches, HOME: home, PATH: path.join(delimiter), NODE_OPTIONS: "" };
}

/** A folder of the PATH, or, where it has one of the programs, another one with links to all else that is in it. */
function without(programs: string[], folder: string, links: string): string {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (!names.some((name) => programs.includes(name))) return folder;
  mkdirSync(links, { recursive: true });
  for (const name of names) {
    if (!programs.includes(name)) symlinkSync(join(folder, name), join(links, name));
  }
  return links;
}
