import { deferSeldomUsed } from "./lean-start";

/*
 * Loaded before the program by `nodeargs: --require pulumi-sinch/typescript` beside `typescript: false`: a program in
 * TypeScript is run by Node.js itself where that can (22.18 and later), and by ts-node as ever where it cannot.
 */
const features: { readonly inspector: boolean; readonly typescript?: unknown } = process.features;

// Where it is set, Pulumi's host registers ts-node.
if (!features.typescript) process.env.PULUMI_NODEJS_TYPESCRIPT = "true";
else deferSeldomUsed();
