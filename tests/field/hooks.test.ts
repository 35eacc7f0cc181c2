import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { contentsOf } from "../support/contents";
import { Project } from "../support/harness";

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

const FRONT_ENDS = ["dynamic", "plugin"] as const;
type FrontEnd = (typeof FRONT_ENDS)[number];

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

/** What the account holds; a number that was unbound is of another type than one that never was bound. */
const heldBy = ({ emulator }: Project): string[] =>
  contentsOf(emulator.state()).map((line) => line.replace('"type":"EST"}', '"type":"RTC"}'));

/** The first answers to changes are lost, and what is asked then is refused. */
function loseAnswers({ emulator }: Project): void {
  emulator.clearFaults();
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

/** Makes, changes and destroys what the program declares, and returns what was seen of each. */
async function play(provider: FrontEnd) {
  const source = provider === "plugin" ? join(__dirname, "../support/plugin-classes.cjs") : "pulumi-sinch";
  const project = await Project.create("", { provider });
  try {
    const found = heldBy(project);
    loseAnswers(project);
    const made = await run(project, "up", program(1), source);
    const { accessControlLists, callBlockingRules, credentialLists, trunks } = project.emulator.state();
    const counts = [accessControlLists, callBlockingRules, credentialLists, trunks].map(
      ({ length }) => length,
    );
    loseAnswers(project);
    await run(project, "up", program(2), source);
    project.emulator.clearFaults();
    const changed = heldBy(project);
    const { said } = await run(project, "destroy", program(2), source);
    return { found, made: { ...made, counts }, changed, destroyed: { said, left: heldBy(project) } };
  } finally {
    await project.remove();
  }
}

/** Waiting for answers that are lost is most of it, so both go on at the same time. */
let played: Record<FrontEnd, ReturnType<typeof play>>;
beforeAll(() => {
  played = { dynamic: play("dynamic"), plugin: play("plugin") };
  // What fails is told by the test that waits for it.
  for (const one of Object.values(played)) one.catch(() => undefined);
});

describe.each(FRONT_ENDS)("with the %s classes", (provider) => {
  test("an error hook that asks for a retry ends with each resource once", async () => {
    const { made } = await played[provider];
    expect([...new Set(made.told)].sort()).toContain("create country");
    expect(made.counts).toEqual([1, 1, 1, 1]);
  });

  test("an update that is asked for again ends as declared, and so does a destroy, as it was found", async () => {
    const { found, changed, destroyed } = await played[provider];
    expect(changed.filter((line) => / 1"/.test(line))).toEqual([]);
    expect(destroyed.said).toContain("US is open again, as it was found");
    expect(destroyed.left).toEqual(found);
  });
});
