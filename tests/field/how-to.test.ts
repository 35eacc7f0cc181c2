import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";
import { runCommand } from "../support/pulumi-sinch-command";

/* The programs of docs/how-to/rotate-passwords.md, one after the other, as they stand there. */

const PAGE = join(__dirname, "..", "..", "docs", "how-to", "rotate-passwords.md");
const shown = [...readFileSync(PAGE, "utf8").matchAll(/```js\n([^]*?)```/g)].map(([, text = ""]) => text);
const SECRETS = { desk01: "Correct-Horse-1", desk01b: "Battery-Staple-2" };

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  // A class made from the schema has no method of ours.
  const programs = shown.map((text) =>
    provider === "dynamic"
      ? text
      : text.replace(/(\w+)\.username\(("\w+")\)/, "$1.credentials.apply(() => $2)"),
  );
  const project = useProject(programs[0] ?? "", { provider });
  const api = (): ByHand => new ByHand(project().emulator);
  const setSecrets = async (secrets: object): Promise<void> => {
    for (const [key, value] of Object.entries(secrets)) {
      await project().pulumi(["config", "set", "--secret", key, String(value), "--stack", "test"]);
    }
  };

  async function interruptions(): Promise<number> {
    const { stdout } = await project().preview(["--json", "--show-sames", "--show-replacement-steps"]);
    const file = join(project().directory, "preview.json");
    writeFileSync(file, stdout);
    const report = await runCommand(["report", file, "--json"]);
    return (JSON.parse(report.stdout) as { interruptions: unknown[] }).interruptions.length;
  }

  test("a new password is set in place, and nothing else is touched", async () => {
    await setSecrets(SECRETS);
    await project().up();
    const before = project().emulator.requests().length;
    await setSecrets({ desk01: "Correct-Horse-7" });
    expect(await interruptions()).toBe(0);
    await project().up();
    const writes = project()
      .emulator.requests()
      .slice(before)
      .filter(({ method, path }) => method !== "GET" && !path.includes("token"));
    expect(writes.map(({ method, path }) => `${method} ${path.replace(/.*projects\/[^/]+/, "")}`)).toEqual([
      expect.stringMatching(/^(PUT|PATCH) \/credentialLists\/\w+\/credentials\/desk01$/),
    ]);
  });

  test("a username is replaced over two lists: no step takes the trunk's phone or its gate away", async () => {
    expect(programs).toHaveLength(4);
    const [trunk] = await api().list("/trunks");
    const path = `/trunks/${String(trunk?.id)}`;
    const [desk] = await api().list(`${path}/endpoints`);
    for (const program of programs.slice(1)) {
      project().setProgram(program);
      expect(await interruptions()).toBe(0);
      await project().up();
      expect((await api().list(`${path}/endpoints`)).map(({ id }) => id)).toEqual([desk?.id]);
      expect((await api().list("/trunks")).map(({ id }) => id)).toEqual([trunk?.id]);
    }
    const deletes = project()
      .emulator.requests()
      .filter(({ method }) => method === "DELETE")
      .map(({ path: gone }) => gone.replace(/.*projects\/[^/]+/, "").replace(/\/\w{26}/g, ""));
    expect(deletes).toEqual(["/trunks/credentialLists", "/credentialLists"]);
    expect(await api().list("/credentialLists")).toMatchObject([{ name: "Phones 2" }]);
    await project().refresh(["--preview-only", "--expect-no-changes"]);
  });
});
