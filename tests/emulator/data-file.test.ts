import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createEmulator } from "../../emulator";
import { call } from "./call-record";
import { client } from "./client";

const PASSWORD = "Correct-horse-9";
let folder: string;
let dataFile: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "emulator-"));
  dataFile = join(folder, "deep", "data.json");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("call records that a file holds are found", async () => {
  mkdirSync(join(folder, "deep"));
  const calls = [call("by-file", { createTime: "2026-02-03T08:59:00Z" })];
  writeFileSync(dataFile, JSON.stringify({ version: 1, projects: { "emulator-project": { calls } } }));
  const { ask } = client({ dataFile });
  expect((await ask("GET", "/calls?createTime=2026-02")).body).toMatchObject({
    calls: [{ callId: "by-file" }],
  });
});

test("what was answered is there after a restart", async () => {
  const { ask, make, emulator } = client({ dataFile });
  const trunkId = await make("/trunks", { name: "Main", hostName: "main" });
  await make(`/trunks/${trunkId}/endpoints`, { name: "sbc", address: "203.0.113.21", priority: 1 });
  const listId = await make("/credentialLists", {
    name: "x",
    credentials: [{ username: "u", password: PASSWORD }],
  });
  await ask("POST", `/trunks/${trunkId}/credentialLists`, { credentialListIds: [listId] });
  await ask("PUT", "/countryPermissions/SE", { enabled: true });
  const voiceConfiguration = { type: "EST", trunkId };
  await ask("PATCH", "/activeNumbers/+12025550101", { voiceConfiguration });

  const restarted = client({ dataFile });
  expect(restarted.emulator.state()).toEqual({
    ...emulator.state(),
    phoneNumbers: [expect.objectContaining({ phoneNumber: "+12025550101", sipTrunkId: trunkId })],
  });
  const taken = await restarted.ask("POST", "/trunks", { name: "Main", hostName: "MAIN" });
  expect(taken.status).toBe(400);
  expect((await restarted.ask("DELETE", `/credentialLists/${listId}`)).status).toBe(400);
  expect((await restarted.ask("GET", `/trunks/${trunkId}/endpoints`)).body).toMatchObject({ totalItems: 1 });
});

test("the file has no password in it, and nobody else may read it", async () => {
  const { make } = client({ dataFile });
  await make("/credentialLists", { name: "x", credentials: [{ username: "u", password: PASSWORD }] });
  expect(readFileSync(dataFile, "utf8")).not.toContain(PASSWORD);
});

test("changes at the same time are all kept, and no temporary file is left", async () => {
  const { make } = client({ dataFile });
  await Promise.all(Array.from({ length: 50 }, (_, index) => make("/trunks", trunk(index))));
  expect(createEmulator({ dataFile }).state().trunks).toHaveLength(50);
  expect(readdirSync(join(folder, "deep"))).toEqual(["data.json"]);
});

test("a file that is no data file is refused and left alone", () => {
  const other = join(folder, "other.json");
  writeFileSync(other, '{"something":"else"}');
  expect(() => createEmulator({ dataFile: other })).toThrow("is not a data file of this emulator");
  expect(readFileSync(other, "utf8")).toBe('{"something":"else"}');
});

function trunk(index: number): object {
  return { name: "Main", hostName: `host-${index}` };
}
