/** Runs an emulator in which a project rents so many numbers; the command line has no option for what nobody else needs. */
import { startEmulator } from "../../dist/emulator/index.js";
import { numberOf } from "./customers.mjs";

const { customers, ...options } = JSON.parse(process.argv[2]);
const numbers = Array.from({ length: customers }, (_, index) => ({
  phoneNumber: numberOf(index + 1),
  regionCode: "US",
  type: "LOCAL",
}));
const emulator = await startEmulator({ ...options, port: 0, numbers });
console.log(`Sinch emulator listening on ${emulator.url}`);
process.once("SIGTERM", () => process.exit(0));
