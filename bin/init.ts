import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Command, Option } from "commander";
import { CONFIG_VALUES } from "../provider/config";
import { adoptHere } from "./adopt";
import { isTerminal } from "./adopt-choice";
import { askForOptions, askForPassphrase, configurationFor, type InitFlags } from "./init-answers";
import {
  isTemplateProgram,
  otherMain,
  PLATFORMS,
  projectName,
  writePipeline,
  writeTemplate,
} from "./init-files";
import type { Outcome } from "./init-files";
import {
  backendUrl,
  configure,
  install,
  installLauncher,
  keysThatAreSet,
  makeBackendFolder,
  makeStack,
} from "./init-steps";
import { runProgram } from "./run-program";

const HELP = `
Makes this folder a Pulumi project: program, package.json, tsconfig.json, Pulumi.yaml; installs the packages; makes the
stack and sets its configuration. What is there already stays as it is, so that a second run changes nothing. At a
terminal it asks for what no option says, for the secret of the access key without showing it. Otherwise, or with
--yes, the access key is that of SINCH_PROJECT_ID, SINCH_KEY_ID and SINCH_KEY_SECRET.

States are kept where Pulumi is logged in; for an emulator, and where it is logged in nowhere, in ./state. Set
PULUMI_CONFIG_PASSPHRASE where no service keeps the stack's secrets.

Examples:
  pulumi-sinch init --emulator --yes
  pulumi-sinch init --stack production --pipeline github --adopt --yes
  pulumi-sinch init --emulator --pipeline gitlab --package ./pulumi-sinch-0.1.0.tgz --yes

Exit status: 0 done, 1 failed, 2 wrong usage or nobody could be asked for what is missing.`;

/** The command that leads from an empty folder to a first preview. */
export function initCommand(): Command {
  const command = new Command("init")
    .description("Make this folder a project with a program, a stack and its configuration.")
    .option("--stack <name>", "the stack", "dev")
    .option("--name <name>", "the project (default: the folder's name)")
    .option(
      "--emulator [url]",
      "deploy to an emulator, at http://127.0.0.1:4010 unless another address is given",
    )
    .option("--project-id <id>", "the Sinch project")
    .option("--key-id <id>", "an access key of the project; its secret is never an option")
    .option("--backend <url>", "where states are kept, such as file://./state or s3://acme-state")
    .option("--secrets-provider <url>", "what encrypts the stack's secrets, as `pulumi stack init` takes it")
    .option("--adopt", "write the program for what the project has already, instead of the template's")
    .addOption(new Option("--pipeline <platform>", "the files of a pipeline, too").choices(PLATFORMS))
    .option("--package <file>", "install pulumi-sinch from this archive")
    .option("--yes", "ask nothing")
    .addHelpText("after", HELP);
  return command.action(async (given: InitFlags) => {
    await runProgram("pulumi", ["version"]);
    const isAsked = isTerminal() && !given.yes;
    const isSet = await keysThatAreSet(given.stack);
    const flags = isAsked && !isSet.has("sinch:keySecret") ? await askForOptions(given) : given;
    const { values, missing } = await configurationFor(flags, { isSet, isAsked });
    if (missing.length > 0) {
      const variables = missing.map((key) => CONFIG_VALUES[key].variable).join(", ");
      command.error(`error: nobody can be asked here: set ${variables}, or give --emulator`, { exitCode: 2 });
    }
    const loggedIn = flags.backend === undefined ? await backendUrl() : flags.backend;
    const backend = flags.backend ?? (loggedIn === undefined ? "file://./state" : undefined);
    if (isAsked && needsPassphrase(backend ?? loggedIn, flags)) {
      process.env.PULUMI_CONFIG_PASSPHRASE = await askForPassphrase();
    }
    tellAll(writeTemplate({ name: flags.name ?? projectName(), backend }));
    await settleMain(otherMain());
    makeBackendFolder(backend);
    const archive = flags.package === undefined ? undefined : resolve(flags.package);
    tell(await install(archive));
    tell(await makeStack(flags.stack, flags.secretsProvider));
    tell(await configure(flags.stack, values));
    if (flags.adopt) await adopt(flags.stack, isAsked);
    if (flags.pipeline !== undefined) {
      tellAll(writePipeline(flags.pipeline));
      tell(await installLauncher());
    }
    console.log(whatNext(flags));
  });
}

/** The program of an account takes the place of the template's own, never of somebody's. */
async function adopt(stack: string, isAsked: boolean): Promise<void> {
  if (existsSync("import.json")) {
    tell("import.json is there already: nothing is adopted again");
    return;
  }
  await adoptHere({ stack, overwrite: isTemplateProgram(), yes: !isAsked });
}

function needsPassphrase(backend: string | undefined, { secretsProvider }: InitFlags): boolean {
  const { PULUMI_CONFIG_PASSPHRASE: own, PULUMI_CONFIG_PASSPHRASE_FILE: file } = process.env;
  const isService = backend !== undefined && /^https?:/.test(backend);
  return own === undefined && file === undefined && secretsProvider === undefined && !isService;
}

function whatNext({ emulator, stack, adopt: isAdopted, pipeline }: InitFlags): string {
  const lines = [
    ...(emulator === true ? ["npx pulumi-sinch emulator    # in a second terminal"] : []),
    ...(isAdopted ? [`pulumi import --file import.json --generate-code=false --stack ${stack}`] : []),
    `pulumi preview --stack ${stack}`,
    `pulumi up --stack ${stack}`,
  ];
  const guide = "node_modules/pulumi-sinch/examples/pipeline/README.md";
  return [
    "Next:",
    ...lines.map((line) => `  ${line}`),
    ...(pipeline ? [`The pipeline deploys the stack "production"; what it needs is in ${guide}.`] : []),
  ].join("\n");
}

function tellAll(outcomes: readonly Outcome[]): void {
  for (const { path, isNew } of outcomes) tell(isNew ? `wrote ${path}` : `${path} is there already`);
}

/** Makes Pulumi run index.ts where package.json names a program that is not there, as `npm init` does. */
async function settleMain(main: string | undefined): Promise<void> {
  if (main === undefined) return;
  if (!existsSync(main)) {
    await runProgram("npm", ["pkg", "set", "main=index.ts"]);
    tell(`set main=index.ts in package.json: there is no ${main}`);
    return;
  }
  tell(
    `package.json has "main": "${main}": Pulumi runs that, and not index.ts, until \`npm pkg set main=index.ts\``,
  );
}

function tell(text: string): void {
  console.log(text);
}
