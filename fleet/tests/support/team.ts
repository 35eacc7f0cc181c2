import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type EmulatorOptions, type RunningEmulator } from "../../../emulator";
import type { Row } from "../../src/model";
import type { Job, OutcomeOf } from "../../src/job/jobs";
import type * as start from "../../src/job/start";
import type { JobOptions } from "../../src/job/start";
import { Store } from "../../src/store/store";
import { accountVariables } from "../../../tests/support/pulumi-sinch-command";
import { usePostgres } from "./postgres";

const REPOSITORY = join(__dirname, "..", "..", "..");
/** The built one: a job is processes, which run what was compiled. */
const { runJob } = require("../../dist/job/start.js") as typeof start;

export type Left = readonly { readonly customer: string; readonly text: string }[];

/** What a team has: a folder, a store, a state backend, an account on an emulator. */
export interface Team {
  readonly emulator: RunningEmulator;
  readonly store: Store;
  readonly folder: string;
  /** How its jobs are run. */
  readonly options: JobOptions;
  /** Keeps a release whose only shard is the one given. Returns its hash. */
  release(program: string, shard: string, rows: readonly Row[], left?: Left): Promise<string>;
  run<J extends Job>(job: J, options?: Partial<JobOptions>): Promise<OutcomeOf<J>>;
  /** What jobs have left behind in the folder. */
  leftBehind(): string[];
}

/** A team for the tests of a file. */
export function useTeam(emulatorOptions: EmulatorOptions = {}): () => Team {
  const postgresUrl = usePostgres();
  let team: Team | undefined;
  beforeAll(async () => {
    team = await makeTeam(postgresUrl(), await startEmulator(emulatorOptions));
  });
  afterAll(async () => {
    if (team === undefined) return;
    await team.store.close();
    await team.emulator.close();
    rmSync(team.folder, { recursive: true, force: true });
  });
  return () => {
    if (team === undefined) throw new Error("the team is there once the tests run");
    return team;
  };
}

async function makeTeam(storeUrl: string, emulator: RunningEmulator): Promise<Team> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fleet-team-")));
  mkdirSync(join(folder, "state"));
  symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
  const store = await Store.open(storeUrl);
  const env = {
    ...process.env,
    ...accountVariables(emulator),
    PULUMI_BACKEND_URL: `file://${join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "fleet",
  };
  const options: JobOptions = { project: "acme", folder, env, storeUrl, lease: { seconds: 20 } };
  return {
    ...{ emulator, store, folder, options },
    async release(program, shard, rows, left = []) {
      const rowsHash = await store.put(JSON.stringify({ rows, left }));
      const release = { rows: { [shard]: rowsHash }, program: await store.put(program), version: "0.1.0" };
      const shards = [{ name: shard, customers: rows.map(({ id }) => id) }];
      const hash = createHash("sha256").update(JSON.stringify(release)).digest("hex");
      await store.saveRelease({ hash, ...release, shards });
      return hash;
    },
    run: (job, own = {}) => runJob(job, { ...options, ...own }),
    leftBehind: () => readdirSync(folder).filter((name) => name !== "state" && name !== "node_modules"),
  };
}
