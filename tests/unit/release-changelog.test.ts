import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evaluate, TOOLS } from "../support/tool";

const CHANGELOG = readFileSync(join(TOOLS, "..", "CHANGELOG.md"), "utf8");
const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;

function print(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const tool = join(TOOLS, "release", "changelog.mjs");
  return spawnSync(process.execPath, [tool, ...args], { encoding: "utf8" });
}

const partOf = (text: string, version: string): unknown =>
  evaluate("release/changelog.mjs", `tool.partOf(${JSON.stringify(text)}, "${version}")`);

test("the changelog has what is unreleased first, then a part for each version, newest first", () => {
  const [first, ...versions] = [...CHANGELOG.matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => heading);
  expect(first).toBe("Unreleased");
  expect(versions.filter((version) => !VERSION.test(version))).toEqual([]);
  const inOrder = versions.toSorted((a, b) => b.localeCompare(a, "en", { numeric: true }));
  expect(versions).toEqual(inOrder);
  expect(new Set(versions).size).toBe(versions.length);
});

test("the part of a version is what is under its heading, and nothing of the next one", () => {
  const text =
    "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.10.0\n\n- One.\n- Two.\n\n## 0.1.0\n\nFirst.\n";
  expect(partOf(text, "0.10.0")).toBe("- One.\n- Two.");
  expect(partOf(text, "0.1.0")).toBe("First.");
  expect(partOf(text, "0.1")).toBeNull();
});

test("a tag gets the part of its version, with links that lead to the files of it", () => {
  const { status, stdout } = print("v0.1.0");
  expect(status).toBe(0);
  expect(stdout).toMatch(/^The first version\./);
  const links = print("Unreleased").stdout.matchAll(/\]\(([^)]+)\)/g);
  expect([...links].map(([, link = ""]) => link).filter((link) => !link.startsWith("https://"))).toEqual([]);
});

test("a version without a part is refused with what to do, no version with how to ask", () => {
  expect(print("9.9.9")).toMatchObject({ status: 1, stdout: "" });
  expect(print("9.9.9").stderr).toContain('has no part "## 9.9.9": rename "Unreleased" to it');
  expect(print()).toMatchObject({ status: 2, stdout: "" });
  expect(print("--help")).toMatchObject({ status: 0, stderr: "" });
});
