/** What a release consists of, published to registries of its own, installed from them in an empty home, and run. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../setup.mjs";
import { must, pythonWith, readJson } from "./common.mjs";
import { HERE } from "./executable.mjs";
import { publish } from "./publish.mjs";
import { startNpm, startPypi } from "./registries.mjs";
import { runFleet } from "./try-fleet.mjs";
import { executableProblems } from "./versions.mjs";

const DEPLOYED = "up, refresh, destroy of all examples";
/** What the test of each language runs, by the artifact that it installs and how the test's name begins. */
const BY_LANGUAGE = [
  { artifact: /^npm: pulumi-sinch-sinch-/, test: "TypeScript", installed: "verdaccio" },
  { artifact: /^pypi: .*\.whl$/, test: "Python", installed: "pypiserver" },
  { artifact: /^go: go-proxy$/, test: "Go", installed: "GOPROXY in a folder" },
  { artifact: /^maven: maven$/, test: "Java", installed: "Maven repository in a folder" },
  { artifact: new RegExp(`-${HERE}\\.tar\\.gz$`), test: "YAML", installed: "a static web server" },
];

/**
 * @param {object} options
 * @param {(name: string, work: () => Promise<unknown>) => Promise<{ result: unknown, seconds: number }>} options.step
 * @returns {Promise<{ artifact: RegExp, installed: string, run: string, seconds?: number }[]>} what was done with which
 *   artifacts, by their names in the table
 */
export async function tryAll({ folder, version, bin, step }) {
  const work = mkdtempSync(join(tmpdir(), "pulumi-sinch-release-"));
  const registries = [];
  try {
    const npm = await startNpm(join(work, "verdaccio"));
    registries.push(npm);
    const pypi = await startPypi(join(work, "pypiserver"));
    registries.push(pypi);
    Object.assign(process.env, npm.env, pypi.env);
    await step("Publishing to registries of its own", async () => {
      await publish("npm", folder, version);
      await publish("pypi", folder, version);
      await publishGo(folder, version, work);
    });
    const classes = await step("Running a program with the Node.js classes", () =>
      onEmulator((emulator) => runClasses({ home: join(work, "home"), version, emulator })),
    );
    const fleet = await step("Rolling out a fleet", () =>
      onEmulator((emulator) => runFleet({ version, bin, emulator })),
    );
    const source = await step("Building the Python package from its source archive", () =>
      runSource({ version, work }),
    );
    const { result: languages } = await step("Running a program in each language", () =>
      runLanguages({ folder, version, work }),
    );
    return [
      {
        ...{ artifact: /^npm: pulumi-sinch-\d/, installed: "verdaccio", run: "init, up, destroy" },
        seconds: classes.seconds,
      },
      {
        ...{ artifact: /^npm: pulumi-sinch-fleet-/, installed: "verdaccio" },
        ...(fleet.result === undefined
          ? { run: "--help, plan, worker, roll-out of its example", seconds: fleet.seconds }
          : { run: `not here: ${fleet.result}` }),
      },
      {
        ...{ artifact: /^pypi: .*\.tar\.gz$/, installed: "pypiserver", run: "built, and its classes loaded" },
        seconds: source.seconds,
      },
      ...languages,
    ];
  } finally {
    for (const { close } of registries) close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** The tag goes to a repository of its own, as it goes to the project's in a release. */
async function publishGo(folder, version, work) {
  const remote = join(work, "remote.git");
  await must("git", ["init", "--quiet", "--bare", remote]);
  await must("git", ["push", "--quiet", remote, `sdk/go/v${version}`], { cwd: join(folder, "go", "go-tag") });
}

/** A newcomer with an empty home: init, up, destroy, on an emulator. */
async function runClasses({ home, version, emulator }) {
  const project = join(home, "trunks");
  mkdirSync(project, { recursive: true });
  const env = { HOME: home, PULUMI_HOME: join(home, ".pulumi"), PULUMI_CONFIG_PASSPHRASE: "dry-run" };
  const options = { cwd: project, env };
  const npx = ["exec", "--yes", `--package=pulumi-sinch@${version}`, "--", "pulumi-sinch"];
  await must("npm", [...npx, "init", "--emulator", emulator.url, "--yes"], options);
  const unasked = ["--stack", "dev", "--yes", "--skip-preview", "--non-interactive"];
  await must("pulumi", ["up", ...unasked], options);
  const { trunks } = emulator.state();
  if (trunks.length !== 1) throw new Error(`pulumi up has made ${trunks.length} trunks, not 1.`);
  await must("pulumi", ["destroy", ...unasked], options);
  if (emulator.state().trunks.length > 0) throw new Error("pulumi destroy has left a trunk.");
}

/** Without the wheel that lies beside it. */
async function runSource({ version, work }) {
  const wanted = ["--no-binary", "pulumi-sinch", `pulumi-sinch==${version}`];
  const python = await pythonWith(join(work, "source"), ...wanted);
  const told = await must(python, ["-c", "import pulumi_sinch; print(pulumi_sinch.SipTrunk.__name__)"]);
  if (told.trim() !== "SipTrunk") throw new Error(`The source archive's package prints ${told}`);
}

async function onEmulator(work) {
  const { startEmulator } = createRequire(import.meta.url)(join(ROOT, "dist", "emulator", "index.js"));
  const emulator = await startEmulator();
  try {
    return await work(emulator);
  } finally {
    await emulator.close();
  }
}

/** The tests of all languages, with what was published in place of what they make. */
async function runLanguages({ folder, version, work }) {
  const archive = readdirSync(folder).find((name) => name.includes(`-${HERE}.tar.gz`));
  await must("tar", ["-xzf", join(folder, archive), "-C", work]);
  const executable = join(work, "pulumi-resource-sinch");
  const problems = await executableProblems(executable, version);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const sdks = {
    ...{ nodejs: version, python: `pulumi_sinch==${version}`, go: join(folder, "go", "go-proxy") },
    ...{ java: join(folder, "maven", "maven"), dotnet: join(folder, "nuget", "dotnet") },
  };
  const env = { RELEASE: JSON.stringify({ version, folder, executable, sdks }) };
  const results = join(work, "languages.json");
  const jest = [join(ROOT, "node_modules", "jest", "bin", "jest.js"), "--selectProjects", "languages"];
  await must(process.execPath, [...jest, "--json", "--outputFile", results], { cwd: ROOT, env });
  const tests = readJson(results).testResults.flatMap(({ assertionResults }) => assertionResults);
  return BY_LANGUAGE.map(({ artifact, test, installed }) => {
    const { status, title, duration } = tests.find((one) => one.title.startsWith(test));
    if (status !== "passed") return { artifact, installed: "", run: `not here: ${title}` };
    return { artifact, installed, run: DEPLOYED, seconds: duration / 1000 };
  });
}
