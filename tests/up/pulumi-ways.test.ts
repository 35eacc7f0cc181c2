import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

/** Pulumi's own options and commands, each on trunks of their own. */
const trunk = (name: string, args = "", options = ""): string =>
  `const ${name} = new sinch.SipTrunk("${name}", { name: "${name}", hostName: "acme-${name}"${args} }, {${options}});`;

const FIRST = `
  ${trunk("ignoring", "", `ignoreChanges: ["name"]`)}
  ${trunk("kept", "", "protect: true")}
  ${trunk("left", "", "retainOnDelete: true")}
  ${trunk("old")}
  ${trunk("early")}
  ${trunk("late", "", "dependsOn: [early]")}
  exports.ids = { ignoring: ignoring.id, old: old.id, kept: kept.id };
`;

const project = useProject(FIRST);
const api = (): ByHand => new ByHand(project().emulator);

async function names(): Promise<unknown[]> {
  return (await api().list("/trunks")).map(({ name }) => name);
}

async function idOf(name: string): Promise<string> {
  return String((await api().list("/trunks")).find((one) => one.name === name)?.id);
}

beforeAll(async () => {
  await project().up();
});

test("dependsOn decides the order", async () => {
  const made = await names();
  expect(made.indexOf("early")).toBeLessThan(made.indexOf("late"));
});

test("ignoreChanges leaves an input as it is, aliases keep a renamed resource, retainOnDelete keeps the trunk", async () => {
  const oldId = await idOf("old");
  project().setProgram(`
    ${trunk("kept", "", "protect: true")}
    ${trunk("early")}
    ${trunk("late", "", "dependsOn: [early]")}
    new sinch.SipTrunk("ignoring", { name: "another name", hostName: "acme-ignoring" }, { ignoreChanges: ["name"] });
    new sinch.SipTrunk("renamed", { name: "old", hostName: "acme-old" }, { aliases: [{ name: "old" }] });
  `);
  await project().up();
  expect(await names()).toEqual(expect.arrayContaining(["ignoring", "old", "left"]));
  expect(await names()).toHaveLength(6);
  expect(await idOf("old")).toBe(oldId);
  await project().preview(["--expect-no-changes"]);
});

test("a protected trunk is not deleted", async () => {
  const { stdout, stderr } = await project().destroy([], { status: 1 });
  expect(stdout + stderr).toContain("protect");
  expect(await names()).toContain("kept");
});

test("--target changes one resource only", async () => {
  project().setProgram(`
    ${trunk("kept", ", enableCallerName: true", "protect: true")}
    ${trunk("early", ", enableCallerName: true")}
  `);
  await project().up(["--target", "urn:pulumi:test::acme::pulumi-nodejs:dynamic/sinch:SipTrunk::early"]);
  const flags = (await api().list("/trunks")).map(({ name, enableCallerName }) => [name, enableCallerName]);
  expect(Object.fromEntries(flags)).toMatchObject({ kept: false, early: true });
});

test("a saved plan is kept to", async () => {
  project().setProgram(trunk("kept", ", enableCallerName: true", "protect: true"));
  await project().preview(["--save-plan", "plan.json"]);
  await project().up(["--plan", "plan.json"]);
  expect(await api().list("/trunks")).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ name: "kept", enableCallerName: true })]),
  );
});

test("Class.get reads a trunk that the stack does not manage, and fails where there is none", async () => {
  const id = await idOf("left");
  const kept = trunk("kept", ", enableCallerName: true", "protect: true");
  project().setProgram(`${kept} exports.domain = sinch.SipTrunk.get("left", "${id}").domain;`);
  await project().up();
  expect((await project().outputs()).domain).toBe("acme-left.pstn.sinch.com");
  project().setProgram(
    `${kept} exports.domain = sinch.SipTrunk.get("none", "01AAAAAAAAAAAAAAAAAAAAAAAA").domain;`,
  );
  const { stdout, stderr } = await project().up([], { status: 1 });
  expect(stdout + stderr).toContain("there is no SIP trunk 01AAAAAAAAAAAAAAAAAAAAAAAA");
});

test("a replacement that the user asks for deletes first, since no two trunks may share a host name", async () => {
  const before = await idOf("kept");
  project().setProgram(trunk("kept"));
  await project().up(["--replace", "urn:pulumi:test::acme::pulumi-nodejs:dynamic/sinch:SipTrunk::kept"]);
  expect(await idOf("kept")).not.toBe(before);
  await project().destroy();
  expect(await names()).toEqual(["left"]);
});
