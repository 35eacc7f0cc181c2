/** Runs once before the fleet's tests: they use both built packages and the Pulumi CLI that set-up finds. */
import { buildFleet } from "../../tools/fleet/build.mjs";
import prepare from "../../tests/up/global-setup.mjs";

export default async function prepareFleet() {
  await prepare();
  await buildFleet();
}
