/** The stack of `npm start`: on a file backend in the clone, and put right after an interrupted command. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ACCOUNT, request } from "./local-emulator.mjs";
import { commandLine, isAlive, run } from "./processes.mjs";
import { ROOT } from "./setup.mjs";

/** Protects nothing: the state holds the emulator's built-in account and made-up entities only. */
const PASSPHRASE = "local-only";
const PROJECT = "pulumi-sinch";
/** What a developer may have set for another stack; above all nothing may lead to a real account. */
const FOREIGN_VARIABLE = /^(SINCH_|PULUMI_(?!HOME$))/;
const SINCH_VARIABLES = [
  "KEY_ID",
  "KEY_SECRET",
  "PROJECT_ID",
  "API_URL",
  "AUTH_URL",
  "NUMBERS_URL",
  "AUTH_METHOD",
];

/** Where a stack of `npm start` keeps its state and configuration. */
export function stackFiles(folder, stack) {
  const state = join(folder, "state");
  return {
    state,
    checkpoint: join(state, ".pulumi", "stacks", PROJECT, `${stack}.json`),
    locks: join(state, ".pulumi", "locks", "organization", PROJECT, stack),
    configuration: join(ROOT, `Pulumi.${stack}.yaml`),
    environment: join(folder, "env"),
  };
}

/** The variables that every `pulumi` command of the stack runs with. */
export function stackVariables(folder, stack) {
  return {
    PULUMI_BACKEND_URL: `file://${stackFiles(folder, stack).state}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_STACK: stack,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}

/**
 * Runs one `pulumi` command and returns `{ status, stdout, stderr }`; with `show` its output goes to the terminal.
 *
 * @param {{ bin: string, folder: string, stack: string }} context
 * @param {string[]} args
 * @param {{ show?: boolean }} [options]
 */
export function pulumi({ bin, folder, stack }, args, { show = false } = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_VARIABLE.test(name));
  const color = show && process.stdout.isTTY && !process.env.NO_COLOR ? "always" : "never";
  return run(join(bin, "pulumi"), [...args, "--non-interactive", "--color", color], {
    cwd: ROOT,
    env: {
      ...Object.fromEntries(inherited),
      ...stackVariables(folder, stack),
      PATH: `${bin}${delimiter}${process.env.PATH}`,
    },
    show,
  });
}

/** Writes the file that a shell reads with `source` to type `pulumi` commands itself. */
export function writeEnvironment({ bin, folder, stack }) {
  const lines = Object.entries(stackVariables(folder, stack)).map(
    ([name, value]) => `export ${name}='${value}'`,
  );
  const unset = `unset ${SINCH_VARIABLES.map((name) => `SINCH_${name}`).join(" ")}`;
  const { environment } = stackFiles(folder, stack);
  writeFileSync(environment, [...lines, `export PATH='${bin}':"$PATH"`, unset, ""].join("\n"));
  return environment;
}

/** The arguments of `pulumi config` that point the stack to the emulator. */
export function configArgs(url) {
  const plain = {
    keyId: ACCOUNT.keyId,
    projectId: ACCOUNT.projectId,
    apiUrl: url,
    authUrl: url,
    numbersUrl: url,
  };
  const pairs = Object.entries(plain).flatMap(([key, value]) => ["--plaintext", `sinch:${key}=${value}`]);
  return ["config", "set-all", ...pairs, "--secret", `sinch:keySecret=${ACCOUNT.keySecret}`];
}

/** True if the stack has been made. */
export function stackExists({ folder, stack }) {
  return existsSync(stackFiles(folder, stack).checkpoint);
}

/** Makes what must be there before `pulumi stack init`. */
export function prepareBackend({ folder, stack }) {
  const { state, checkpoint, configuration } = stackFiles(folder, stack);
  mkdirSync(state, { recursive: true });
  // Left over from a stack whose state is gone; its secrets would be encrypted with another salt.
  if (!existsSync(checkpoint)) rmSync(configuration, { force: true });
}

/** Removes the stack with all that it has left, in the state and in the clone. */
export function removeStack({ folder, stack }) {
  const { state, configuration, environment } = stackFiles(folder, stack);
  for (const path of [state, configuration, environment]) rmSync(path, { recursive: true, force: true });
}

/**
 * The process that holds the stack's lock and still runs, or 0; `locked` tells whether there is a lock at all.
 * A killed command leaves its lock behind.
 */
export function lockHolder({ folder, stack }) {
  const { locks } = stackFiles(folder, stack);
  if (!existsSync(locks)) return { locked: false, pid: 0 };
  const files = readdirSync(locks).filter((name) => name.endsWith(".json"));
  const pids = files.map((name) => pidIn(join(locks, name)));
  const pid = pids.find((candidate) => isAlive(candidate) && commandLine(candidate).includes("pulumi")) ?? 0;
  return { locked: files.length > 0, pid };
}

function pidIn(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).pid;
  } catch {
    return 0;
  }
}

/** The creations that a killed command had begun and not recorded, as `{ type, inputs }`. */
export async function pendingCreations(context) {
  const { status, stdout } = await pulumi(context, ["stack", "export"]);
  if (status !== 0) return { pending: [], ids: new Set() };
  const { deployment } = JSON.parse(stdout);
  const creating = (deployment.pending_operations ?? []).filter(({ type }) => type === "creating");
  return {
    pending: creating.map(({ resource }) => ({
      type: resource.type.split(":").at(-1),
      inputs: resource.inputs,
    })),
    // The id of what belongs to a trunk is `trunkId/id`.
    ids: new Set((deployment.resources ?? []).map(({ id }) => id?.split("/").at(-1))),
  };
}

/** Where an entity that no state knows would be, and how to tell it. */
const ORPHANS = {
  SipTrunk: { path: () => "/trunks", list: "trunks", key: "hostName" },
  SipEndpoint: {
    path: ({ sipTrunkId }) => `/trunks/${sipTrunkId}/endpoints`,
    list: "endpoints",
    key: "name",
  },
  AccessControlList: { path: () => "/accessControlLists", list: "accessControlLists", key: "name" },
};

/**
 * Deletes what the API made for a killed command that could not record it any more: Pulumi would make it a second
 * time. Returns the paths.
 */
export async function deleteOrphans(url, { pending, ids }) {
  const deleted = [];
  const remove = async (path) => {
    await request(url, { method: "DELETE", path });
    deleted.push(path);
  };
  for (const { type, inputs } of pending) {
    if (type === "TrunkAccessControlList") {
      const path = `/trunks/${inputs.sipTrunkId}/accessControlLists`;
      const { accessControlListIds = [] } = await request(url, { path });
      if (accessControlListIds.includes(inputs.accessControlListId)) {
        await remove(`${path}/${inputs.accessControlListId}`);
      }
    }
    const orphan = ORPHANS[type];
    if (!orphan) continue;
    const path = orphan.path(inputs);
    const entities = (await request(url, { path }))[orphan.list] ?? [];
    const same = (entity) => entity[orphan.key] === inputs[orphan.key] && !ids.has(entity.id);
    for (const entity of entities.filter(same)) await remove(`${path}/${entity.id}`);
  }
  return deleted;
}
