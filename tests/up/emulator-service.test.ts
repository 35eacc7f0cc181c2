import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { ByHand } from "../support/by-hand";
import { skipUnless } from "../support/skip";
import { withoutAddresses } from "./addresses";
import { useProject } from "../support/harness";

const REPOSITORY = join(__dirname, "..", "..");
const EXAMPLES = join(REPOSITORY, "examples", "pipeline", "emulator");
const PROGRAM = `new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`;

type Variables = Record<string, string>;
const text = (file: string): string => readFileSync(join(EXAMPLES, file), "utf8");
const compose = load(text("compose.yaml")) as { services: { deploy: { environment: Variables } } };
const VARIABLES = compose.services.deploy.environment;

/** An address of this machine at which a service that listens on loopback does not answer. */
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address;
const networkTest = skipUnless(outside !== undefined, "this machine has no network interface but loopback");

const project = useProject(PROGRAM);
let service: ChildProcess;
let said = "";
let told = "";
let port = 0;

/** Starts the emulator as the image does, but for the port. */
beforeAll(async () => {
  const [, entrypoint = ""] = /^ENTRYPOINT (.*)$/m.exec(text("Dockerfile")) ?? [];
  const [program, ...args] = JSON.parse(entrypoint) as string[];
  expect(program).toBe("pulumi-sinch");
  expect(args.slice(-2)).toEqual(["--port", "4010"]);
  const command = [join(REPOSITORY, "dist", "bin", "pulumi-sinch.js"), ...args.slice(0, -1), "0"];
  service = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "pipe"] });
  service.stderr?.setEncoding("utf8").on("data", (part: string) => (said += part));
  const [line] = (await once(service.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  told = String(line);
  port = Number(/listening on http:\/\/0\.0\.0\.0:(\d+)/.exec(String(line))?.[1]);
  await withoutAddresses(project());
});

afterAll(() => service.kill());

/** The variables of an example, with this machine's address in place of the service's name. */
function variables(): Variables {
  const here = (value: string): string =>
    value === "emulator" ? String(outside) : value.replace("//emulator:4010", `//${outside}:${port}`);
  const ours = Object.entries(VARIABLES).filter(([name]) => name.startsWith("SINCH_"));
  return Object.fromEntries(ours.map(([name, value]) => [name, here(value)]));
}

const byHand = (): ByHand =>
  new ByHand({
    url: `http://127.0.0.1:${port}`,
    keyId: VARIABLES["SINCH_KEY_ID"] ?? "",
    keySecret: VARIABLES["SINCH_KEY_SECRET"] ?? "",
    projectId: VARIABLES["SINCH_PROJECT_ID"] ?? "",
  });

test("it says where its page is, and the lines that point a stack at it", () => {
  expect(told.split("\n")[0]).toBe(`Sinch emulator listening on http://0.0.0.0:${port}`);
  expect(told).toContain(`Its page: http://127.0.0.1:${port}/`);
  expect(told).toContain(`pulumi config set sinch:apiUrl http://127.0.0.1:${port}`);
});

networkTest("the emulator says what it means to listen for other machines", () => {
  expect(said).toContain("can read and change all that the emulator has, without a password");
  expect(said).toContain("SINCH_PLAIN_HTTP_HOSTS");
});

for (const front of ["dynamic", "plugin"] as const) {
  networkTest(`a job deploys to it with the variables of the examples: ${front}`, async () => {
    project().setProgram(PROGRAM, front);
    await project().up([], { env: variables() });
    expect(await byHand().list("/trunks")).toMatchObject([{ hostName: "acme-voice" }]);
    await project().destroy([], { env: variables() });
    expect(await byHand().list("/trunks")).toEqual([]);
  });

  networkTest(`without the opt-in it is refused, with the value that allows it: ${front}`, async () => {
    project().setProgram(PROGRAM, front);
    const env = { ...variables(), SINCH_PLAIN_HTTP_HOSTS: "" };
    const { status, stdout, stderr } = await project().preview([], { env, status: "any" });
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain(`pulumi config set sinch:plainHttpHosts ${outside}`);
  });
}

test("GitLab's and GitHub's jobs have the variables of the compose file, and name the service as they do", () => {
  const gitlab = load(text("gitlab-ci.yml")) as {
    rehearsal: { variables: Variables; services: { alias: string }[] };
  };
  const github = load(text("github.yml")) as {
    jobs: { rehearsal: { env: Variables; services: Record<string, unknown> } };
  };
  expect(gitlab.rehearsal.variables).toEqual(VARIABLES);
  expect(gitlab.rehearsal.services.map(({ alias }) => alias)).toEqual(["emulator"]);
  expect(github.jobs.rehearsal.env).toEqual(VARIABLES);
  expect(Object.keys(github.jobs.rehearsal.services)).toEqual(["emulator"]);
});
