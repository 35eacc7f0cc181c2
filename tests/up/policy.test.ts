import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../policy/rules";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";
import { BREAKS_ALL, KEEPS_ALL, PACK, PASSWORD, violations } from "./policy-programs";

const project = useProject(KEEPS_ALL);

function configFile(config: unknown): string[] {
  const file = join(project().directory, "policy.json");
  writeFileSync(file, JSON.stringify(config));
  return [...PACK, "--policy-pack-config", file];
}

test("a program that keeps all rules passes, planned and deployed", async () => {
  const preview = await project().preview(PACK);
  expect(preview.stdout).toContain("✅ pulumi-sinch@v");
  expect(violations(preview.stdout)).toEqual(new Map());
  const { stdout } = await project().up(PACK);
  expect(stdout).toContain("✅ pulumi-sinch@v");
  expect(violations(stdout)).toEqual(new Map());
  expect(await new ByHand(project().emulator).list("/trunks")).toHaveLength(1);
  await project().destroy();
});

test("a program that breaks all rules is refused, each rule by its name and at its level", async () => {
  project().setProgram(BREAKS_ALL);
  const { stdout } = await project().preview(PACK, { status: 1 });
  expect(violations(stdout)).toEqual(new Map(RULES.map(({ name, level }) => [name, level])));
  expect(stdout).toContain('Access control list "halves" lets in 128.0.0.0/1');
  expect(stdout).toContain('Credential list "exposed" keeps credentials[0].password in clear');
  expect(stdout).not.toContain(PASSWORD);
  expect(stdout).not.toContain("Correct-Horse-3");
});

test("a mandatory rule on one resource keeps it from being made", async () => {
  project().setProgram(
    `new sinch.AccessControlList("wide", { name: "Wide", ipRanges: [{ ipAddress: "203.0.113.0", range: 24 }] });`,
  );
  await project().up(PACK, { status: 1 });
  expect(await new ByHand(project().emulator).list("/accessControlLists")).toEqual([]);
});

test("relations are judged again when all is deployed, levels and parameters as configured", async () => {
  project().setProgram(BREAKS_ALL);
  const relations = RULES.filter(({ scope }) => scope !== "resource").map(({ name }) => name);
  const config = {
    ...Object.fromEntries(RULES.map(({ name }) => [name, "disabled"])),
    ...Object.fromEntries(relations.map((name) => [name, "advisory"])),
    "countries-too-many": { enforcementLevel: "advisory", most: 11 },
    "access-list-range-too-wide": { enforcementLevel: "advisory", shortestPrefix: 1 },
  };
  const { stdout } = await project().up(configFile(config));
  const expected = relations.filter((name) => name !== "countries-too-many");
  expect(violations(stdout)).toEqual(new Map(expected.map((name) => [name, "advisory"])));
  expect(await new ByHand(project().emulator).list("/trunks")).toHaveLength(4);
  await project().destroy();
});

test("a parameter of the wrong kind is refused before anything runs", async () => {
  const config = { "access-list-range-too-wide": { shortestPrefix: "wide" } };
  const { stdout } = await project().preview(configFile(config), { status: 1 });
  expect(stdout).toContain("shortestPrefix: Invalid type");
  expect(violations(stdout)).toEqual(new Map());
});

test("what is not known at preview is said to be not judged", async () => {
  project().setProgram(`
    const voice = new sinch.SipTrunk("voice", { name: "Voice", hostName: "voice" });
    new sinch.AccessControlList("later", { name: "Later", ipRanges: [{ ipAddress: voice.domain, range: 8 }] });
  `);
  const { stdout } = await project().preview(PACK, { status: 1 });
  expect(violations(stdout).get("not-judged")).toBe("advisory");
  expect(stdout).toMatch(
    /Not judged by access-list-open-to-the-world, access-list-range-too-wide, access-list-range-not-public: Access control list "later"/,
  );
});
