/** A PostgreSQL of its own until standard input ends; prints its URL. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../../../tools/fleet/servers.mjs";

const folder = mkdtempSync(join(tmpdir(), "fleet-postgres-"));
const { url, close } = await startPostgres({ folder });
process.stdin.resume().once("end", async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});
console.log(url);
