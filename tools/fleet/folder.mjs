/** A fleet's folder with the program of examples/fleet, and the variables that its commands need on this machine alone. */
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ACCOUNT } from "../local-emulator.mjs";
import { ROOT } from "../setup.mjs";
import { FLEET } from "./servers.mjs";

/** The command line of pulumi-sinch-fleet. */
export const CLI = join(FLEET, "dist", "cli", "main.js");

/** Copies examples/fleet with other customers, a line of the table each. */
export function makeFolder(folder, rows) {
  cpSync(join(ROOT, "examples", "fleet"), folder, { recursive: true });
  const table = join(folder, "customers.csv");
  const [head] = readFileSync(table, "utf8").split("\n");
  writeFileSync(table, [head, ...rows, ""].join("\n"));
  mkdirSync(join(folder, "node_modules"));
  for (const [name, target] of [
    ["pulumi-sinch", ROOT],
    ["pulumi-sinch-fleet", FLEET],
    ["@pulumi", join(ROOT, "node_modules", "@pulumi")],
  ]) {
    symlinkSync(target, join(folder, "node_modules", name), "junction");
  }
}

/** The variables of the emulator's account and of servers that run here; the states come below `base`. */
export function environment({ bin, base, postgres, temporal, url }) {
  mkdirSync(join(base, "state"));
  const foreign = /^(SINCH|PULUMI|FLEET|TEMPORAL)_/;
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name))),
    PATH: `${bin}${delimiter}${process.env.PATH}`,
    ...{
      SINCH_KEY_ID: ACCOUNT.keyId,
      SINCH_KEY_SECRET: ACCOUNT.keySecret,
      SINCH_PROJECT_ID: ACCOUNT.projectId,
    },
    ...{ SINCH_API_URL: url, SINCH_AUTH_URL: url, SINCH_NUMBERS_URL: url },
    ...{ PULUMI_BACKEND_URL: `file://${join(base, "state")}`, PULUMI_CONFIG_PASSPHRASE: "of this machine" },
    ...{ FLEET_DATABASE_URL: postgres.url, TEMPORAL_ADDRESS: temporal.address },
  };
}
