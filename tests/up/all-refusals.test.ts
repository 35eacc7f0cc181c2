import { useProject } from "../support/harness";
import "./timeout";

/* What a preview says of a program in which more than one resource is wrong. */

const PROGRAM = `
  new sinch.SipTrunk("voice", { name: "Voice", hostname: "acme-voice", hostName: "acme_voice" });
  new sinch.SipTrunk("fax", { name: "Fax", hostname: "acme-fax", hostName: "acme_fax" });
`;

describe.each(["dynamic", "plugin"] as const)("with %s classes", (provider) => {
  const project = useProject(PROGRAM, { provider });

  test("all that is wrong with a resource is named, and Pulumi ends before it asks of the next one", async () => {
    const { stdout } = await project().preview([], { status: "any" });
    const [, diagnostics = ""] = stdout.split("Diagnostics:");
    const refused = [...diagnostics.matchAll(/resource '(\w+)': property (\w+) /g)].map(
      ([, name, property]) => `${name ?? ""} ${property ?? ""}`,
    );
    const [first = ""] = refused[0]?.split(" ") ?? [];
    expect(["voice", "fax"]).toContain(first);
    expect(refused.sort()).toEqual([`${first} hostName`, `${first} hostname`].sort());
    expect(diagnostics).toContain("is not an input of SipTrunk (did you mean hostName?)");
  });
});
