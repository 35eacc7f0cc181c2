import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const REPOSITORY = join(__dirname, "..", "..");
const run = promisify(execFile);

beforeAll(async () => {
  await run(process.execPath, [join(REPOSITORY, "tools", "build.mjs"), "--if-changed"]);
});

/** Which of the costly parts a program has loaded at its end. */
async function loadedBy(program: string): Promise<string[]> {
  const watch = `
    process.on("exit", () => {
      const parts = ["/zod/", "/axios/", "/dist/provider/api/client", "/dist/provider/lifecycle/", "/dist/provider/fields", "/dist/provider/number-plan"];
      const files = Object.keys(require.cache).map((file) => file.replaceAll("\\\\", "/"));
      console.log(JSON.stringify(parts.filter((part) => files.some((file) => file.includes(part)))));
    });`;
  const { stdout } = await run(process.execPath, ["-e", `${watch}\n${program}`], { cwd: REPOSITORY });
  return JSON.parse(stdout) as string[];
}

test("a program that only declares resources loads neither zod nor axios nor the client", async () => {
  expect(await loadedBy(`require("pulumi-sinch");`)).toEqual([]);
});

test("the client is loaded when a function is called, and axios with its first request", async () => {
  const loaded = await loadedBy(`require("pulumi-sinch").getSipTrunks({}).catch(() => undefined);`);
  expect(loaded).toEqual(expect.arrayContaining(["/zod/", "/dist/provider/api/client"]));
  expect(loaded).not.toContain("/axios/");
});

test("the numbering plans are loaded with the first question of them", async () => {
  const plans = "/dist/provider/number-plan";
  const regions = `const { regionsOf } = require("./dist/provider/regions");`;
  expect(await loadedBy(regions)).not.toContain(plans);
  expect(await loadedBy(`${regions} regionsOf("+12735550123").has("CA") || process.abort();`)).toContain(
    plans,
  );
});
