import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A PostgreSQL for the tests of a file, which ends with them. */
export function usePostgres(): () => string {
  let server: ChildProcess | undefined;
  let url = "";
  beforeAll(async () => {
    const child = spawn(process.execPath, [join(__dirname, "postgres-process.mjs")], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    server = child;
    [url] = (await Promise.race([
      once(createInterface({ input: child.stdout }), "line"),
      once(child, "exit").then(() => Promise.reject(new Error("PostgreSQL did not start"))),
    ])) as [string];
  });
  afterAll(async () => {
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, "exit");
    server.stdin?.end();
    await ended;
  });
  return () => url;
}
