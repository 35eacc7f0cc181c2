import { join } from "node:path";
import { PolicyPack } from "@pulumi/policy";
import { policies } from "./policies";

// Pulumi's SDK takes the pack's version from the package.json of the working directory: the program's, not ours.
process.chdir(join(__dirname, "..", ".."));

new PolicyPack("pulumi-sinch", { policies });
