import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

/** Lists that several resources, or several people, have to do with. */
function program({ name = "Office", usernames = ["branch01"] } = {}): string {
  const credentials = usernames.map((username) => ({ username, password: "Correct-Horse-1" }));
  return `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    const office = new sinch.AccessControlList("office", {
      name: "${name}",
      ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
    }, { ignoreChanges: ["ipRanges"] });
    new sinch.IpRange("branch", { accessControlListId: office.id, ipAddress: "203.0.113.7", description: "Branch" });
    const list = new sinch.CredentialList("branches", { name: "Branches", credentials: ${JSON.stringify(credentials)} });
    new sinch.TrunkCredentialList("voice-branches", { sipTrunkId: trunk.id, credentialListId: list.id });
    for (const index of ${JSON.stringify(usernames.map((_, index) => index))}) {
      new sinch.SipEndpoint("phone" + index, {
        sipTrunkId: trunk.id,
        name: "Phone " + index,
        isRegistered: true,
        credentialUsername: list.credentials[index].username,
        priority: 1,
      });
    }
    exports.office = office.id;
    exports.list = list.id;
  `;
}

const project = useProject(program());
const api = (): ByHand => new ByHand(project().emulator);
const ranges = async (): Promise<unknown[]> => {
  const { office } = await project().outputs();
  return (await api().list(`/accessControlLists/${String(office)}/ipRanges`)).map(
    ({ ipAddress }) => ipAddress,
  );
};

test("a list with ranges of other resources keeps them when its owner changes its name", async () => {
  await project().up();
  expect(await ranges()).toEqual(["198.51.100.16", "203.0.113.7"]);
  project().setProgram(program({ name: "Head office" }));
  await project().up();
  expect(await ranges()).toEqual(["198.51.100.16", "203.0.113.7"]);
  await project().preview(["--expect-no-changes"]);
});

test("a new username replaces a list that is linked and used by registered endpoints, in one up", async () => {
  const before = await project().outputs();
  project().setProgram(program({ name: "Head office", usernames: ["branch01", "branch02"] }));
  await project().up();
  const after = await project().outputs();
  expect(after.list).not.toBe(before.list);
  expect(await api().get(`/credentialLists/${String(after.list)}`)).toMatchObject({
    credentials: [{ username: "branch01" }, { username: "branch02" }],
  });
  expect(await api().list("/credentialLists")).toHaveLength(1);
  await project().preview(["--expect-no-changes"]);
});

test("destroy takes it all down in the right order", async () => {
  await project().destroy();
  for (const path of ["/trunks", "/accessControlLists", "/credentialLists"]) {
    expect(await api().list(path)).toEqual([]);
  }
});
