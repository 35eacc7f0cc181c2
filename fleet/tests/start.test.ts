import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const ROOT = join(__dirname, "..", "..");

test("npm run fleet tells its story to the end", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(ROOT, "tools", "fleet", "start.mjs"), "--customers", "4"],
    { env: process.env },
  );
  expect(stdout).toContain("One update was sent");
  expect(stdout).toContain("opens calls to Cuba");
  expect(stdout.trimEnd().split("\n").at(-1)).toContain("Cuba belongs to no shard");
});
