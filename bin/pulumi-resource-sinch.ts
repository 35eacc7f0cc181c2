#!/usr/bin/env node
import { startPlugin } from "../provider/adapters/plugin/server";
import { VERSION } from "../provider/version";

const HELP = `Usage: pulumi-resource-sinch [ENGINE-ADDRESS]

The plugin by which Pulumi programs in any language manage Sinch Elastic SIP Trunking. Pulumi starts it: it prints
the port on which it then answers at 127.0.0.1, and ends when the engine at the given address is gone.

  --version  the version
  --help     this text

Examples:
  pulumi package get-schema node_modules/pulumi-sinch
  pulumi package add node_modules/pulumi-sinch

Exit status: 0 the engine is gone, 1 failed.`;

const args = process.argv.slice(2);
if (args.includes("--help")) {
  console.log(HELP);
} else if (args.includes("--version")) {
  console.log(VERSION);
} else {
  // Pulumi puts options of its own before the address.
  const last = args.at(-1);
  const engineAddress = last?.startsWith("-") ? undefined : last;
  startPlugin({ engineAddress, onEngineGone: () => process.exit(0) }).then(
    ({ port }) => {
      console.log(port);
    },
    (error: unknown) => {
      console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
      process.exit(1);
    },
  );
}
