/** A team with a fleet: servers, an emulator, a folder, workers, all of them real and of its own. */
import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { PLANTED } from "./planted";

const ROOT = resolve(__dirname, "..", "..", "..");
const MAIN = join(ROOT, "fleet", "dist", "cli", "main.js");

export interface Team {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** The emulator's address. */
  readonly url: string;
  readonly storeUrl: string;
  /** Kills Temporal's server and starts it again; its histories are in a file. */
  restartTemporal(): Promise<void>;
  close(): Promise<void>;
  /** Runs `pulumi-sinch-fleet` in the folder. */
  fleet(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }>;
  /** Starts a worker, and waits until it is ready. */
  worker(...args: string[]): Promise<ChildProcess>;
  /** Kills all workers with -9, and waits until they are gone. */
  killWorkers(): Promise<void>;
  write(files: Readonly<Record<string, string>>): void;
  /** What the emulator holds in the project. */
  held(project?: string): Promise<Held>;
  requests(): Promise<readonly SeenRequest[]>;
  forgetRequests(): Promise<void>;
  control(method: string, path: string, body?: unknown): Promise<unknown>;
  /** All that its commands and workers have printed so far. */
  printed(): string;
}

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly query: string;
}

/** Of one project, as `GET /__emulator/state` has it. */
export type Held = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

export interface TeamOptions {
  /** Of the emulator. */
  readonly emulator?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** The emulator's options, so that the key's secret is one that is looked for. */
const KEY = ["--port", "0", "--key-secret", PLANTED.keySecret];

/** Starts all of it; `close` ends and removes all of it. */
export async function startTeam({ emulator = [], env: more = {} }: TeamOptions = {}): Promise<Team> {
  const base = mkdtempSync(join(tmpdir(), "pulumi-sinch-fleet-"));
  chmodSync(base, 0o755);
  const folder = join(base, "team");
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  mkdirSync(join(base, "state"));
  for (const [name, target] of [
    ["pulumi-sinch", ROOT],
    ["pulumi-sinch-fleet", join(ROOT, "fleet")],
    ["@pulumi", join(ROOT, "node_modules", "@pulumi")],
    ["zod", join(ROOT, "node_modules", "zod")],
  ] as const) {
    symlinkSync(target, join(folder, "node_modules", name));
  }
  const children = new Set<ChildProcess>();
  const workers = new Set<ChildProcess>();
  let printed = "";
  const started = (args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess => {
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    child.once("exit", () => children.delete(child));
    return child;
  };
  const api = started([join(ROOT, "dist", "bin", "pulumi-sinch.js"), "emulator", ...KEY, ...emulator]);
  const url = (await firstLine(api)).split(" ").at(-1) ?? "";
  const servers = spawn(process.execPath, [join(ROOT, "tools", "fleet", "serve.mjs"), base], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const answers = createInterface({ input: servers.stdout })[Symbol.asyncIterator]();
  const { storeUrl, temporal, reason } = JSON.parse(String((await answers.next()).value)) as Record<
    string,
    string
  >;
  if (storeUrl === undefined || temporal === undefined) throw new Error(reason);
  const env: NodeJS.ProcessEnv = {
    ...Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(SINCH|PULUMI|FLEET|TEMPORAL|AWS)_/.test(name)),
    ),
    ...{ SINCH_KEY_ID: "emulator-key-id", SINCH_KEY_SECRET: PLANTED.keySecret },
    ...{
      SINCH_PROJECT_ID: "emulator-project",
      SINCH_API_URL: url,
      SINCH_AUTH_URL: url,
      SINCH_NUMBERS_URL: url,
    },
    ...{ PULUMI_BACKEND_URL: `file://${join(base, "state")}`, PULUMI_CONFIG_PASSPHRASE: PLANTED.passphrase },
    // PostgreSQL trusts everybody here, so any password will do.
    FLEET_DATABASE_URL: storeUrl.replace("//fleet@", `//fleet:${PLANTED.databasePassword}@`),
    ...{ FLEET_PASSWORD_KEY: PLANTED.passwordKey, TEMPORAL_ADDRESS: temporal },
    ...more,
  };
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`${url}/__emulator/${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { "Content-Type": "application/json" },
      }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? undefined : await answer.json();
  };
  return {
    ...{ folder, env, url, control, storeUrl },
    printed: () => printed,
    async restartTemporal() {
      servers.stdin.write("restart\n");
      await answers.next();
    },
    async fleet(...args) {
      const child = started([MAIN, ...args], env);
      const texts = { stdout: "", stderr: "" };
      for (const name of ["stdout", "stderr"] as const) {
        child[name]?.setEncoding("utf8").on("data", (text: string) => {
          texts[name] += text;
        });
      }
      const status = await new Promise<number | null>((ended) => child.once("close", ended));
      printed += texts.stdout + texts.stderr;
      return { status, ...texts };
    },
    async worker(...args) {
      const child = started([MAIN, "worker", ...args], env);
      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding("utf8").on("data", (text: string) => {
          printed += text;
        });
      }
      await firstLine(child);
      workers.add(child);
      return child;
    },
    async killWorkers() {
      await Promise.all([...workers].map(killed));
      workers.clear();
    },
    write(files) {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    },
    async held(project = "emulator-project") {
      const { projects } = (await control("GET", "state")) as { projects: Record<string, Held> };
      return projects[project] ?? {};
    },
    async requests() {
      return ((await control("GET", "requests")) as { requests: SeenRequest[] }).requests;
    },
    async forgetRequests() {
      await control("DELETE", "requests");
    },
    async close() {
      await Promise.all([...children].map(killed));
      await new Promise<void>((ended) => {
        servers.once("exit", () => {
          ended();
        });
        servers.stdin.end();
      });
      rmSync(base, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

async function killed(child: ChildProcess): Promise<void> {
  await new Promise<void>((ended) => {
    child.once("exit", () => {
      ended();
    });
    child.kill("SIGKILL");
  });
}

async function firstLine(child: ChildProcess): Promise<string> {
  const { stdout } = child;
  if (stdout === null) throw new Error("its output is not read");
  return await new Promise((resolve, reject) => {
    child.once("exit", (status) => {
      reject(new Error(`it ended with status ${String(status)}`));
    });
    createInterface({ input: stdout }).once("line", resolve);
  });
}

/** Waits until something holds: looks again and again, as a person would. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 240_000,
): Promise<T> {
  const lateMs = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > lateMs) throw new Error(`not within ${withinMs / 1_000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
