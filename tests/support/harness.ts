import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "../../emulator";
import { type CommandOptions, type CommandResult, PulumiCommands } from "./command";

const REPOSITORY = join(__dirname, "..", "..");
const STACK = "test";
const STATE_FOLDER = "state";

/** What a test file's project may differ in. */
export interface ProjectOptions {
  /** JavaScript starts about a second faster. @default "javascript" */
  language?: "javascript" | "typescript";
  /**
   * What serves `sinch`: the package's own classes, or the plugin in this repository through classes made from its
   * schema, as a generated SDK has them.
   * @default "dynamic"
   */
  provider?: "dynamic" | "plugin";
  /** Stack configuration beside the credentials and addresses, or in their place; full keys. */
  config?: Record<string, string>;
  /** What the emulator is told. */
  emulator?: EmulatorOptions;
}

/** A resource as `pulumi stack export` shows it. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
  [key: string]: unknown;
}

/**
 * A Pulumi project in a temporary folder with a stack, a file backend and an emulator of its own. The commands
 * run the real CLI, without questions or a preview before an update, and throw if they do not end as expected.
 */
export class Project {
  readonly #options: ProjectOptions;
  readonly #language: "javascript" | "typescript";
  readonly #provider: "dynamic" | "plugin";
  readonly #commands: PulumiCommands;

  private constructor(
    /** The project's folder. */
    readonly directory: string,
    /** The API that the stack is deployed to. */
    readonly emulator: RunningEmulator,
    options: ProjectOptions,
  ) {
    this.#options = options;
    this.#language = options.language ?? "javascript";
    this.#provider = options.provider ?? "dynamic";
    this.#commands = new PulumiCommands(directory, join(directory, STATE_FOLDER));
  }

  /** Makes the project. Tests call `useProject` instead, which also removes it. */
  static async create(program: string, options: ProjectOptions = {}): Promise<Project> {
    const directory = newFolder();
    const project = new Project(directory, await startEmulator(options.emulator), options);
    mkdirSync(join(directory, STATE_FOLDER));
    symlinkSync(join(REPOSITORY, "node_modules"), join(directory, "node_modules"));
    const runtime = { name: "nodejs", options: { typescript: project.#language === "typescript" } };
    const plugins = { providers: [{ name: "sinch", path: REPOSITORY }] };
    writeFileSync(join(directory, "Pulumi.yaml"), JSON.stringify({ name: "acme", runtime, plugins }));
    writeFileSync(join(directory, "package.json"), JSON.stringify({ main: project.#programFile }));
    project.setProgram(program);
    await project.pulumi(["stack", "init", STACK, "--no-select"]);
    await project.configure({ ...credentials(project.emulator), ...options.config });
    return project;
  }

  /** Another project as this one is now, with an account of its own that holds the same; nothing is selected in it. */
  async copy(): Promise<Project> {
    const directory = newFolder();
    cpSync(this.directory, directory, { recursive: true, verbatimSymlinks: true });
    const { projectId, url, state } = this.emulator;
    const dataFile = join(directory, "emulator.json");
    writeFileSync(dataFile, JSON.stringify({ version: 1, projects: { [projectId]: state() } }));
    const emulator = await startEmulator({ ...this.#options.emulator, dataFile });
    for (const file of readdirSync(directory).filter((name) => /^Pulumi\..+\.yaml$/.test(name))) {
      const settings = readFileSync(join(directory, file), "utf8");
      writeFileSync(join(directory, file), settings.replaceAll(url, emulator.url));
    }
    return new Project(directory, emulator, this.#options);
  }

  /** Replaces the program. `sinch` and `pulumi` are imported already; what is exported are stack outputs. */
  setProgram(text: string, provider = this.#provider): void {
    const source = provider === "plugin" ? join(__dirname, "plugin-classes.cjs") : "pulumi-sinch";
    const imports =
      this.#language === "typescript"
        ? `import * as pulumi from "@pulumi/pulumi";\nimport * as sinch from "${source}";\n`
        : `const pulumi = require("@pulumi/pulumi");\nconst sinch = require(${JSON.stringify(source)});\n`;
    writeFileSync(join(this.directory, this.#programFile), imports + text);
  }

  get #programFile(): string {
    return this.#language === "typescript" ? "index.ts" : "index.js";
  }

  /** Sets stack configuration; a key that ends in `Secret` is stored encrypted. */
  async configure(values: Record<string, string>): Promise<void> {
    const pairs = Object.entries(values).flatMap(([key, value]) => [
      key.endsWith("Secret") ? "--secret" : "--plaintext",
      `${key}=${value}`,
    ]);
    await this.pulumi(["config", "set-all", "--stack", STACK, ...pairs]);
  }

  /** `pulumi up`. */
  up(args: string[] = [], options?: CommandOptions): Promise<CommandResult> {
    return this.pulumi(["up", "--stack", STACK, "--yes", "--skip-preview", ...args], options);
  }

  /** `pulumi preview`. */
  preview(args: string[] = [], options?: CommandOptions): Promise<CommandResult> {
    return this.pulumi(["preview", "--stack", STACK, ...args], options);
  }

  /** `pulumi refresh`; with `--preview-only` nothing is stored. */
  refresh(args: string[] = [], options?: CommandOptions): Promise<CommandResult> {
    const approval = args.includes("--preview-only") ? [] : ["--yes", "--skip-preview"];
    return this.pulumi(["refresh", "--stack", STACK, ...approval, ...args], options);
  }

  /** `pulumi destroy`. */
  destroy(args: string[] = [], options?: CommandOptions): Promise<CommandResult> {
    return this.pulumi(["destroy", "--stack", STACK, "--yes", "--skip-preview", ...args], options);
  }

  /** The stack's outputs, secret ones in clear. */
  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.pulumi(["stack", "output", "--stack", STACK, "--json", "--show-secrets"]);
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  /** The resources in the state, as it is stored: secrets encrypted. */
  async exportState(): Promise<StateResource[]> {
    const { stdout } = await this.pulumi(["stack", "export", "--stack", STACK]);
    const { deployment } = JSON.parse(stdout) as { deployment: { resources?: StateResource[] } };
    return deployment.resources ?? [];
  }

  /** Any command of the CLI, such as `["cancel", "--yes", "--stack", "test"]`. */
  pulumi(args: string[], options?: CommandOptions): Promise<CommandResult> {
    return this.#commands.run(args, options);
  }

  /** A program that runs the CLI itself, in the project's folder. */
  runProgram(program: string, args: string[], options?: CommandOptions): Promise<CommandResult> {
    return this.#commands.runProgram(program, args, options);
  }

  /** Ends what still runs and removes everything. */
  async remove(): Promise<void> {
    this.#commands.killAll();
    await this.emulator.close();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/**
 * A project for all the tests of a file (or of a `describe`), made before them and removed after them.
 *
 * @example
 * const project = useProject(`exports.domain = new sinch.SipTrunk("voice", { … }).domain;`);
 * test("a trunk is made", async () => {
 *   await project().up();
 *   expect(project().emulator.state().trunks).toHaveLength(1);
 * });
 */
export function useProject(program: string, options?: ProjectOptions): () => Project {
  let project: Project | undefined;
  beforeAll(async () => {
    project = await Project.create(program, options);
  });
  afterAll(() => project?.remove());
  return () => {
    if (project === undefined) throw new Error("the project is there in tests and hooks only");
    return project;
  };
}

/** The real path, since on macOS the temporary folder is behind a symbolic link. */
function newFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "pulumi-sinch-")));
}

function credentials({ url, keyId, keySecret, projectId }: RunningEmulator): Record<string, string> {
  const hosts = { "sinch:apiUrl": url, "sinch:authUrl": url, "sinch:numbersUrl": url };
  return { "sinch:keyId": keyId, "sinch:keySecret": keySecret, "sinch:projectId": projectId, ...hosts };
}
