import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

const trunk = (name: string): string => `
  const trunk = new sinch.SipTrunk("voice", { name: "${name}", hostName: "acme-voice" });
  export const domain = trunk.domain;
`;

describe("a program in TypeScript", () => {
  const project = useProject(trunk("Voice"), { language: "typescript" });

  test("is deployed, changed and destroyed", async () => {
    const { emulator } = project();
    await project().up();
    expect(await project().outputs()).toEqual({ domain: "acme-voice.pstn.sinch.com" });

    project().setProgram(trunk("Main"));
    await project().up();
    await project().preview(["--expect-no-changes"]);
    const [made] = await new ByHand(emulator).list("/trunks");
    expect(made).toMatchObject({ name: "Main" });

    await project().destroy();
    expect(await new ByHand(emulator).list("/trunks")).toEqual([]);
  });

  test("a command that ends unexpectedly throws with what it printed", async () => {
    project().setProgram(`throw new Error("so wrong");`);
    await expect(project().up()).rejects.toThrow(/pulumi up .* ended with status \d+, not 0[^]*so wrong/);
  });
});
