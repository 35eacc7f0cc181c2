import confirm from "@inquirer/confirm";
import input from "@inquirer/input";
import password from "@inquirer/password";
import select from "@inquirer/select";
import { DEFAULT_ACCOUNT } from "../emulator";
import { CONFIG_VALUES, type ConfigKey, type ConfigValues } from "../provider/config";
import type { Platform } from "./init-files";

/** What `init` is told by options. */
export interface InitFlags {
  stack: string;
  name?: string;
  emulator?: string | true;
  projectId?: string;
  keyId?: string;
  backend?: string;
  secretsProvider?: string;
  adopt?: boolean;
  pipeline?: Platform;
  package?: string;
  yes?: boolean;
}

const EMULATOR_URL = "http://127.0.0.1:4010";
const ACCESS = ["projectId", "keyId", "keySecret"] as const;

/**
 * The stack's configuration as far as it is not set yet: the emulator's, or what options, variables and somebody at
 * the terminal say.
 *
 * @returns also what is missing, where nobody can be asked
 */
export async function configurationFor(
  flags: InitFlags,
  { isSet, isAsked }: { isSet: ReadonlySet<string>; isAsked: boolean },
): Promise<{ values: ConfigValues; missing: ConfigKey[] }> {
  const isMissing = (key: ConfigKey): boolean => !isSet.has(`sinch:${key}`);
  if (flags.emulator !== undefined) {
    const all = emulatorValues(flags.emulator === true ? EMULATOR_URL : flags.emulator);
    return { values: pick(all, isMissing), missing: [] };
  }
  const given: ConfigValues = {
    ...pick(
      Object.fromEntries(ACCESS.map((key) => [key, process.env[CONFIG_VALUES[key].variable]])),
      isMissing,
    ),
    ...(flags.projectId !== undefined && isMissing("projectId") && { projectId: flags.projectId }),
    ...(flags.keyId !== undefined && isMissing("keyId") && { keyId: flags.keyId }),
  };
  const missing = ACCESS.filter((key) => isMissing(key) && !given[key]);
  if (!isAsked) return { values: given, missing };
  for (const key of missing) {
    const message = `${CONFIG_VALUES[key].what.replace(/^\w/, (letter) => letter.toUpperCase())}:`;
    given[key] = key === "keySecret" ? await password({ message }) : await input({ message, required: true });
  }
  return { values: given, missing: [] };
}

/** What options leave open, asked at the terminal. */
export async function askForOptions(flags: InitFlags): Promise<InitFlags> {
  const isNew = flags.emulator === undefined && flags.projectId === undefined;
  const target = isNew
    ? await select({
        message: "What is deployed to?",
        choices: [
          { value: "emulator", name: "an emulator on this machine: no account is needed" },
          { value: "account", name: "a Sinch project, with an access key" },
        ],
      })
    : undefined;
  const adopt =
    flags.adopt ?? (await confirm({ message: "Adopt what the project has already?", default: false }));
  const pipeline =
    flags.pipeline ??
    (await select<Platform | undefined>({
      message: "Files for a pipeline?",
      choices: [
        { value: undefined, name: "none" },
        { value: "github", name: "GitHub Actions" },
        { value: "gitlab", name: "GitLab CI" },
      ],
    }));
  return { ...flags, ...(target === "emulator" && { emulator: true }), adopt, ...(pipeline && { pipeline }) };
}

/** The passphrase of the stack's secrets, which Pulumi takes from this variable. */
export async function askForPassphrase(): Promise<string> {
  return await password({ message: "A passphrase that encrypts the stack's secrets (keep it):" });
}

function emulatorValues(url: string): ConfigValues {
  const { keyId, keySecret, projectIds } = DEFAULT_ACCOUNT;
  return { apiUrl: url, authUrl: url, numbersUrl: url, projectId: projectIds[0], keyId, keySecret };
}

function pick(
  values: Partial<Record<ConfigKey, string | undefined>>,
  isMissing: (key: ConfigKey) => boolean,
): ConfigValues {
  return Object.fromEntries(
    Object.entries(values).filter(([key, value]) => value && isMissing(key as ConfigKey)),
  );
}
