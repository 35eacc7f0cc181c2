import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DefaultLogger, Runtime, Worker } from "@temporalio/worker";
import { fixtures } from "./support/fixtures";

/*
 * Workflows that run go on with new code: it has to do the same for what has already happened. The histories are those
 * of the story, kept by `FLEET_HISTORIES=write npx jest --selectProjects fleet --testPathPatterns fleet/tests/story`; one
 * of a workflow that has learned something since has another name behind a dot.
 */

// What a replay that is meant to fail has to say is nothing for whoever reads the tests.
Runtime.install({ logger: new DefaultLogger("ERROR", () => undefined) });

const CODE = join(__dirname, "..", "dist", "workflows.bundle.js");

test("there is a history of each workflow", () => {
  const kinds = readFileSync(join(__dirname, "..", "src", "workflows", "index.ts"), "utf8");
  const names = [...kinds.matchAll(/^export .*/gm)].flatMap(([line]) => line.match(/\w+(?=,| \})/g) ?? []);
  const kept = new Set(fixtures().map(({ name }) => name.split(".")[0]));
  expect([...kept]).toEqual(names.sort());
});

test.each(fixtures())("the history of $name is replayed without a difference", async ({ history }) => {
  expect(history.events?.length).toBeGreaterThan(5);
  await Worker.runReplayHistory({ workflowBundle: { codePath: CODE } }, history);
});

test("a history is not replayed by code that does something else", async () => {
  const [first] = fixtures().filter(({ name }) => name === "rollOut");
  const code = readFileSync(CODE, "utf8").replaceAll("askShard", "askOther");
  await expect(Worker.runReplayHistory({ workflowBundle: { code } }, first?.history)).rejects.toThrow(
    /[Nn]ondeterminism/,
  );
});
