import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";

const REPOSITORY = join(__dirname, "..", "..");

/** Reports what nobody catches as Pulumi's host does: by another write. Writes when it is told to. */
const HOST = `
  process.on("uncaughtException", (error) => console.error(error.stack));
  require("pulumi-sinch/runtime").provider("SipTrunk");
  process.stdin.on("data", () => process.stderr.write("a line\\n"));
  console.log("ready");
`;

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [join(REPOSITORY, "tools", "build.mjs"), "--if-changed"]);
});

test("the provider's process ends when the CLI that reads its output is gone", async () => {
  const host = spawn(process.execPath, ["-e", HOST], { cwd: REPOSITORY });
  const ended = once(host, "exit");
  await once(host.stdout, "data");
  host.stderr.destroy();
  await once(host.stderr, "close");
  host.stdin.on("error", () => undefined).write("go");
  expect(await ended).toEqual([1, null]);
});
