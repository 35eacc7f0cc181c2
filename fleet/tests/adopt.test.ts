import { ByHand } from "../../tests/support/by-hand";
import type { AdoptionReport } from "../src/job/jobs";
import { useTeam } from "./support/team";

const team = useTeam();
const shard = "main-001";
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
exports.customer = ({ id, name, users }) => {
  const trunk = new sinch.SipTrunk(id + "-trunk", { name: name ?? id, hostName: "adopt-" + id });
  new sinch.SipEndpoint(id + "-pbx", { sipTrunkId: trunk.id, name: id, priority: 1, address: "192.0.2.1" });
  const list = new sinch.AccessControlList(id + "-list", { name: "Office", ipRanges: [{ ipAddress: "192.0.2.1" }] });
  new sinch.TrunkAccessControlList(id + "-link", { sipTrunkId: trunk.id, accessControlListId: list.id });
  if (!users) return;
  const credentials = [{ username: id, password: "Adopted-Secret-1" }];
  const logins = new sinch.CredentialList(id + "-logins", { name: id, credentials });
  new sinch.TrunkCredentialList(id + "-logins", { sipTrunkId: trunk.id, credentialListId: logins.id });
  new sinch.CountryPermissions(id + "-countries", { countries: ["US", "SE"] });
};`;

/** Made by somebody else, as the program would have made it: what another shard has declared, and forgotten. */
async function made(rows: readonly { id: string; users?: boolean }[]): Promise<void> {
  const release = await team().release(PROGRAM, "elsewhere-001", rows);
  await team().run({ kind: "up", shard: "elsewhere-001", release });
  await team().store.forget("elsewhere-001");
}

test("who is in the account as the table says is adopted, and an update changes nothing; others are told", async () => {
  await made(["acme", "bolt", "cora", "dune"].map((id) => ({ id, users: id === "acme" })));
  const byHand = new ByHand(team().emulator);
  const idOf = (name: string): string =>
    team()
      .emulator.state()
      .trunks.find((trunk) => trunk.name === name)?.id ?? "";
  await byHand.change(`/trunks/${idOf("cora")}`, { name: "Cora's" });
  const [endpoint] = await byHand.list(`/trunks/${idOf("dune")}/endpoints`);
  await byHand.delete(`/trunks/${idOf("dune")}/endpoints/${String(endpoint?.id)}`);
  const before = team().emulator.state();
  team().emulator.clearRequests();
  const rows = ["acme", "bolt", "cora", "dune", "echo"].map((id) => ({ id, users: id === "acme" }));
  const release = await team().release(PROGRAM, shard, rows);

  const { report: hash, ...told } = await team().run({ kind: "adopt", shard, release });
  const report = JSON.parse(await team().store.get(hash)) as AdoptionReport;
  expect(report).toMatchObject({
    ...{ adopted: ["acme", "bolt"], passwords: 1 },
    refused: [
      {
        customer: "cora",
        texts: ['SipTrunk "cora-trunk" differs in name ("Cora\'s" in the account, "cora" by the table)'],
      },
      { customer: "dune", texts: ['SipEndpoint "dune-pbx" is not in the account'] },
      {
        customer: "echo",
        texts: expect.arrayContaining(['SipTrunk "echo-trunk" is not in the account']) as string[],
      },
    ],
  });
  expect(told).toEqual({ adopted: 2, resources: 11 });
  const only = await team().release(PROGRAM, shard, rows.slice(0, 2));
  expect(await team().run({ kind: "up", shard, release: only })).toMatchObject({ counts: { same: 14 } });
  const changing = team()
    .emulator.requests()
    .filter(({ method, path }) => method !== "GET" && !path.includes("oauth2"));
  expect(changing).toEqual([]);
  expect(team().emulator.state()).toEqual(before);
  const drift = await team().run({ kind: "drift", shard });
  const { found } = JSON.parse(await team().store.get(drift.report)) as { found: { urgency: string }[] };
  expect(found.filter(({ urgency }) => urgency === "drift")).toEqual([]);

  // Once the account is as the table says, the rest can follow.
  await byHand.change(`/trunks/${idOf("Cora's")}`, { name: "cora" });
  expect(await team().run({ kind: "adopt", shard, release })).toMatchObject({ adopted: 1 });
  expect(await team().store.shard(shard)).toMatchObject({ customers: ["acme", "bolt", "cora"], digest: "" });
  expect(team().leftBehind()).toEqual([]);
});
