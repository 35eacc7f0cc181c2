import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startTeam, type Team } from "./support/fleet";

const ROOT = join(__dirname, "..", "..");
const PAGE = readFileSync(join(ROOT, "docs", "fleet.md"), "utf8");

/** The page's blocks of a language, in order. */
function blocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, "gm"))].map(
    ([, text = ""]) => text,
  );
}

const lines = blocks("sh").flatMap((block) => block.trim().split("\n"));
/** How a line ends, where that is not 0. */
const STATUSES: readonly (readonly [line: RegExp, status: number])[] = [[/ plan /, 7]];

let team: Team;
beforeAll(async () => {
  team = await startTeam();
  const [yaml = ""] = blocks("yaml");
  const [program = ""] = blocks("ts");
  const [table = ""] = blocks("csv");
  team.write({ "fleet.yaml": yaml, "customer.ts": program, "customers.csv": table });
});
afterAll(async () => {
  await team.close();
});

test("every shell line of the page does what it says, one after the other, with the page's own files", async () => {
  await team.worker();
  for (const line of lines) {
    const [runner, name, ...args] = line.split(" ");
    // The dry run of a release installs, and copies what was installed.
    if (runner === "npm" || runner === "cp") continue;
    expect([runner, name]).toEqual(["npx", "pulumi-sinch-fleet"]);
    // Nobody is asked here; and the row is out of the table, as the page says before.
    if (args[0] === "retire") {
      const kept =
        blocks("csv")[0]
          ?.split("\n")
          .filter((row) => !row.startsWith("clinic,")) ?? [];
      team.write({ "customers.csv": kept.join("\n") });
    }
    const more = args[0] === "roll-out" && !args.includes("--yes") ? ["--yes"] : [];
    const { status, stderr } = await team.fleet(...args, ...more);
    const [, wanted = 0] = STATUSES.find(([pattern]) => pattern.test(line)) ?? [];
    expect(`${line}: ${String(status)} ${status === wanted ? "" : stderr}`).toBe(`${line}: ${wanted} `);
  }
  const { trunks } = await team.held();
  expect(trunks?.map(({ name }) => name)).toEqual(["Corner Bakery"]);
});
