import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const REPOSITORY = join(__dirname, "..", "..");
/** Beside a developer's own. */
const STACK = "quickstart-test";

/** Runs `npm start` with its emulator and stack of another name; interrupts it once it has printed a text. */
function start(args: string[], interruptAt?: string): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["tools/start.mjs", "--name", STACK, ...args], { cwd: REPOSITORY });
    let output = "";
    let interrupted = false;
    const take = (text: string): void => {
      output += text;
      if (interrupted || interruptAt === undefined || !output.includes(interruptAt)) return;
      interrupted = true;
      child.kill("SIGINT");
    };
    child.stdout.setEncoding("utf8").on("data", take);
    child.stderr.setEncoding("utf8").on("data", take);
    child.on("close", (status) => {
      resolve({ status, output });
    });
  });
}

afterAll(() => start(["--stop"]));

test("npm start, interrupted in the middle of a deployment, works the next time; npm run stop leaves nothing", async () => {
  const interrupted = await start([], "pulumi up --yes");
  expect(interrupted.status).toBe(130);
  expect(interrupted.output).toContain("Interrupted. Run npm start again");

  const { status, output } = await start([]);
  expect(output).toContain("~ port: 5061 => 5060");
  expect(output).toMatch(/The port is 5061 again\.[^]*npm run stop/);
  expect(status).toBe(0);

  const stopped = await start(["--stop"]);
  expect(stopped.output).toContain("5 deleted");
  expect(stopped.status).toBe(0);
  expect(existsSync(join(REPOSITORY, ".local", STACK))).toBe(false);
  expect(existsSync(join(REPOSITORY, `Pulumi.${STACK}.yaml`))).toBe(false);
});
