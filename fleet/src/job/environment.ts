import { join } from "node:path";
import { CONFIG_VALUES, clientOptions } from "pulumi-sinch/internals";
import { CredentialsError } from "../errors";

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that a job has no use for: other accounts, the table's source, Temporal's keys; passwords it has to make. */
const OTHERS = /^(SINCH|FLEET|TEMPORAL)_(?!PASSWORD_KEY$)/;

/** What every job has whatever the worker has: one copy of the state less for each update, and no look for a newer CLI. */
const FIXED = {
  PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true",
  PULUMI_SKIP_UPDATE_CHECK: "true",
  PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
};

/** Unless the worker has others: a twentieth less of the processor, for 70 MB more of two engines. */
const USUAL = { GOGC: "200" };

const LEAN = join(__dirname, "lean.js");

/**
 * The variables of a job: the worker's own, of SINCH_* those of one account.
 *
 * @throws CredentialsError where they are not complete
 */
export function jobEnvironment(env: Environment, account: string | undefined): Record<string, string> {
  const others = Object.entries(env).filter(([name]) => !OTHERS.test(name));
  const options = optionsOf(env, account);
  const own = Object.entries(CONFIG_VALUES).map(([key, { variable }]) => [variable, options[key]]);
  const log = env.SINCH_LOG === undefined ? [] : [["SINCH_LOG", env.SINCH_LOG]];
  const lean = ["NODE_OPTIONS", `${env.NODE_OPTIONS ?? ""} --require ${JSON.stringify(LEAN)}`.trim()];
  const all = [...Object.entries(USUAL), ...others, ...own, ...log, lean, ...Object.entries(FIXED)];
  return Object.fromEntries(all.filter(([, value]) => typeof value === "string")) as Record<string, string>;
}

function optionsOf(env: Environment, account: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return { ...clientOptions({}, env, { account }) };
  } catch (error) {
    // It names variables, and no value.
    throw new CredentialsError(error instanceof Error ? error.message : String(error));
  }
}
