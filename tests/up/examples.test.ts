import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ENTITIES } from "../../provider/entities";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

const EXAMPLES = join(__dirname, "..", "..", "examples", "resources");
const ACCOUNT = { keyId: "other-key", keySecret: "other-secret", projectIds: ["other-project"] };
const OWN = {
  keyId: "key",
  keySecret: "secret",
  projectIds: ["project", "lyon-project", "ghent-project"],
};

const project = useProject("", {
  language: "typescript",
  config: {
    "acme:phoneSecret": "Correct-Horse-1",
    "acme:branchSecret": "Correct-Horse-2",
    "acme:dialerSecret": "Correct-Horse-3",
    "sinch:accounts": JSON.stringify({
      lyon: { projectId: "lyon-project" },
      ghent: { projectId: "ghent-project" },
    }),
    "subsidiary:keyId": ACCOUNT.keyId,
    "subsidiary:keySecret": ACCOUNT.keySecret,
    "subsidiary:projectId": "other-project",
  },
  emulator: { accounts: [OWN, ACCOUNT] },
});

/** An explicit provider does not have the stack's addresses. */
function env(): NodeJS.ProcessEnv {
  const { url } = project().emulator;
  return { SINCH_API_URL: url, SINCH_AUTH_URL: url, SINCH_NUMBERS_URL: url };
}

test("the example of every resource deploys, with a preview first, and shows no change after it", async () => {
  const names = readdirSync(EXAMPLES).filter((name) => name.endsWith(".ts"));
  for (const name of names) cpSync(join(EXAMPLES, name), join(project().directory, name));
  project().setProgram(names.map((name) => `import "./${name.replace(".ts", "")}";`).join("\n"));
  await project().preview([], { env: env() });
  await project().up([], { env: env() });
  const deployed = new Set((await project().exportState()).map(({ type }) => type.split(":").at(-1)));
  expect(ENTITIES.map(({ name }) => name).filter((name) => !deployed.has(name))).toEqual([]);

  const here = new ByHand(project().emulator);
  const hosts = (await here.list("/trunks")).map(({ hostName }) => hostName);
  expect(hosts).toEqual(expect.arrayContaining(["acme-voice", "acme-paris"]));
  const there = new ByHand({ url: project().emulator.url, ...ACCOUNT, projectId: "other-project" });
  expect(await there.list("/trunks")).toMatchObject([{ hostName: "acme-subsidiary" }]);
  const ghent = new ByHand({ ...project().emulator, projectId: "ghent-project" });
  expect(await ghent.list("/trunks")).toMatchObject([{ hostName: "acme-ghent" }]);
  expect(await ghent.get("/countryPermissions/BE")).toMatchObject({ enabled: true });
  await project().preview(["--expect-no-changes"], { env: env() });
});

test("destroying the examples leaves nothing behind", async () => {
  await project().destroy([], { env: env() });
  const api = new ByHand(project().emulator);
  for (const path of [
    "/trunks",
    "/accessControlLists",
    "/credentialLists",
    "/callBlockingRules",
    "/phoneNumbers",
  ]) {
    expect(await api.list(path)).toEqual([]);
  }
  expect(await api.get("/countryPermissions/SE")).toMatchObject({ enabled: false });
});
