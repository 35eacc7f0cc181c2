import { RULES } from "../../policy/rules";
import { useProject } from "../support/harness";
import { BREAKS_ALL, KEEPS_ALL, PACK, PASSWORD, violations } from "./policy-programs";

const project = useProject(BREAKS_ALL, { provider: "plugin" });

test("the pack judges the plugin's resources by the same rules", async () => {
  const { stdout } = await project().preview(PACK, { status: 1 });
  expect(stdout).toContain("sinch:index:SipTrunk");
  // The plugin marks passwords as secret itself, whatever the program does.
  const breakable = RULES.filter(({ name }) => name !== "password-not-secret");
  expect(violations(stdout)).toEqual(new Map(breakable.map(({ name, level }) => [name, level])));
  expect(stdout).not.toContain(PASSWORD);
  project().setProgram(KEEPS_ALL);
  expect(violations((await project().preview(PACK)).stdout)).toEqual(new Map());
});
