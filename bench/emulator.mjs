/** An emulator in a process of its own, and what it was asked. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { ACCOUNT } from "../tools/local-emulator.mjs";
import { ROOT } from "../tools/setup.mjs";

/** So many entities are made at once: each waits for the emulator's latency. */
const WORKERS = 64;

const COMMAND = [join(ROOT, "dist", "bin", "pulumi-sinch.js"), "emulator", "--port", "0"];

/**
 * Starts an emulator on a free port with the given arguments; `close()` ends it.
 *
 * @param command another program that runs one, and its first arguments
 */
export async function startEmulator(args = [], command = COMMAND) {
  const child = spawn(process.execPath, [...command, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const end = () => child.kill();
  process.once("exit", end);
  const url = await new Promise((resolve, reject) => {
    child.once("exit", (status) => reject(new Error(`the emulator ended with status ${status}`)));
    createInterface({ input: child.stdout }).once("line", (line) => resolve(line.split(" ").at(-1)));
  });
  const control = async (method, path) => {
    const answer = await fetch(`${url}/__emulator/${path}`, { method });
    return answer.status === 204 ? undefined : answer.json();
  };
  return {
    url,
    reset: () => control("POST", "reset"),
    clearRequests: () => control("DELETE", "requests"),
    requests: async () => countByKind((await control("GET", "requests")).requests),
    /** Each request since the last clearing, as the emulator has noted it. */
    log: async () => (await control("GET", "requests")).requests,
    state: async () => (await control("GET", "state")).projects[ACCOUNT.projectId],
    /** The ids of the trunks that the programs make, in the order of their numbers. */
    async trunkIds() {
      const { projects } = await control("GET", "state");
      const numbered = projects[ACCOUNT.projectId].trunks.filter(({ name }) => name.startsWith("Trunk "));
      const numberOf = ({ name }) => Number(name.split(" ")[1]);
      return numbered.sort((one, other) => numberOf(one) - numberOf(other)).map(({ id }) => id);
    },
    /** Makes entities past everybody, all by one POST path. */
    async make(path, bodies) {
      const authorization = `Basic ${Buffer.from(`${ACCOUNT.keyId}:${ACCOUNT.keySecret}`).toString("base64")}`;
      const post = async (body) => {
        const answer = await fetch(`${url}/v1/projects/${ACCOUNT.projectId}${path}`, {
          method: "POST",
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
      };
      const queue = bodies.values();
      const worker = async () => {
        for (const body of queue) await post(body);
      };
      await Promise.all(Array.from({ length: WORKERS }, worker));
    },
    close() {
      process.off("exit", end);
      child.removeAllListeners("exit");
      child.kill();
    },
  };
}

/** How many requests there were of each kind; those that were refused by a rate limit stand apart. */
function countByKind(requests) {
  const counts = { total: 0, token: 0, list: 0, read: 0, create: 0, update: 0, delete: 0, limited: 0 };
  for (const request of requests) {
    counts.total++;
    counts[kindOf(request)]++;
  }
  return counts;
}

function kindOf({ method, path, query, status }) {
  if (status === 429) return "limited";
  if (path === "/oauth2/token") return "token";
  if (method === "GET") return /(^|&)page=/.test(query) ? "list" : "read";
  return { POST: "create", PUT: "update", PATCH: "update", DELETE: "delete" }[method];
}
