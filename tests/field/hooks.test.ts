import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentsOf } from "../support/contents";
import { type Project, useProject } from "../support/harness";

/*
 * Hooks of Pulumi, with several resources in one stack. A language host of 3.184 does not pass hooks on, so the
 * programs are run by Pulumi's Automation API, which speaks with the engine itself.
 */

/** Runs a program; `sinch`, `pulumi`, `told` and `hook`, which asks for a retry, are there. */
async function run(project: Project, command: "up" | "destroy", program: string, source: string) {
  const file = join(project.directory, "hooked.js");
  writeFileSync(
    file,
    `const { LocalWorkspace } = require("@pulumi/pulumi/automation");
     const pulumi = require("@pulumi/pulumi");
     const told = [];
     const program = async () => {
       const sinch = require(${JSON.stringify(source)});
       const hook = new pulumi.ErrorHook("again", ({ name, failedOperation }) => {
         told.push(failedOperation + " " + name);
         return true;
       });
       ${program}
     };
     (async () => {
       const stack = await LocalWorkspace.createOrSelectStack(
         { stackName: "test", projectName: "acme", program },
         { workDir: __dirname },
       );
       await stack.${command}({ onOutput: (text) => process.stderr.write(text)${command === "destroy" ? ", runProgram: true" : ""} });
       console.log(JSON.stringify(told));
     })().catch((error) => { console.error(error); process.exitCode = 1; });`,
  );
  const { stdout, stderr } = await project.runProgram("node", [file], {});
  return { told: JSON.parse(stdout) as string[], said: stderr };
}

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject("", { provider });
  const source = provider === "plugin" ? join(__dirname, "../support/plugin-classes.cjs") : "pulumi-sinch";
  /** What the account holds; a number that was unbound is of another type than one that never was bound. */
  const held = (): string[] =>
    contentsOf(project().emulator.state()).map((line) => line.replace('"type":"EST"}', '"type":"RTC"}'));
  let found: string[];

  /** The first answers to changes are lost, and what is asked then is refused. */
  function loseAnswers(): void {
    const { emulator } = project();
    for (const method of ["POST", "PUT", "PATCH"]) {
      emulator.addFault({ method, path: /\/projects\//, when: "after", status: 504, times: 12 });
    }
    emulator.addFault({
      method: "GET",
      path: /accessControlLists$|callBlockingRules$|trunks$/,
      status: 400,
      times: 3,
    });
  }

  const program = (version: number): string => `
    const options = { hooks: { onError: [hook] } };
    const trunk = new sinch.SipTrunk("trunk", { name: "Voice ${version}", hostName: "acme-voice" }, options);
    new sinch.AccessControlList("office", {
      name: "Office ${version}", ipRanges: [{ ipAddress: "198.51.100.1" }],
    }, options);
    new sinch.CallBlockingRule("rule", { name: "Rule ${version}", direction: "OUTBOUND", calleeMatch: "1900" }, options);
    new sinch.CountryPermission("country", { isoCode: "US", enabled: false }, options);
    new sinch.CredentialList("branches", {
      name: "Branches ${version}", credentials: [{ username: "branch01", password: "Correct-Horse-${version}" }],
    }, options);
    new sinch.PhoneNumberAssignment("number", { phoneNumber: "+12025550101", sipTrunkId: trunk.id }, options);
  `;

  test("an error hook that asks for a retry ends with each resource once", async () => {
    found = held();
    loseAnswers();
    const { told } = await run(project(), "up", program(1), source);
    expect([...new Set(told)].sort()).toContain("create country");
    const { accessControlLists, callBlockingRules, credentialLists, trunks } = project().emulator.state();
    expect(
      [accessControlLists, callBlockingRules, credentialLists, trunks].map(({ length }) => length),
    ).toEqual([1, 1, 1, 1]);
  });

  test("an update that is asked for again ends as declared, and so does a destroy, as it was found", async () => {
    project().emulator.clearFaults();
    loseAnswers();
    await run(project(), "up", program(2), source);
    project().emulator.clearFaults();
    expect(held().filter((line) => / 1"/.test(line))).toEqual([]);
    const { said } = await run(project(), "destroy", program(2), source);
    expect(said).toContain("US is open again, as it was found");
    expect(held()).toEqual(found);
  });
});
