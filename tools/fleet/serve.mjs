/** Runs the servers for whoever cannot import modules: prints where they are as JSON; "restart" on standard input kills and starts Temporal's. */
import { createInterface } from "node:readline";
import { startPostgres, startTemporal, temporalProgram } from "./servers.mjs";

const folder = process.argv[2];
const { program, reason } = await temporalProgram({ say: console.error });
if (program === undefined) {
  console.log(JSON.stringify({ reason }));
  process.exit(1);
}
const postgres = await startPostgres({ folder });
const temporal = await startTemporal(program, { folder });
const tell = () => console.log(JSON.stringify({ storeUrl: postgres.url, temporal: temporal.address }));
tell();
for await (const line of createInterface({ input: process.stdin })) {
  if (line !== "restart") continue;
  await temporal.restart();
  tell();
}
// The end of its input: whoever started it has ended, by whatever way.
await temporal.close();
await postgres.close();
