/** The SDKs that are published, each generated from the schema by Pulumi and packed as its language's registry wants it. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../setup.mjs";
import { must, readJson } from "./common.mjs";
import { makeCsharp } from "./sdk-csharp.mjs";
import { makeGo } from "./sdk-go.mjs";
import { makeJava } from "./sdk-java.mjs";
import { makeNpm } from "./sdk-npm.mjs";
import { makePython } from "./sdk-python.mjs";

/** By the names that Pulumi has for the languages. */
const MAKERS = { nodejs: makeNpm, python: makePython, go: makeGo, java: makeJava, dotnet: makeCsharp };

/**
 * Makes the SDK of a language. dist/ must be built, and `pulumi` with the language's host be on the PATH.
 *
 * @param {string} language one of MAKERS
 * @param {string} version without a "v"
 * @param {string} folder gets a folder for each language
 * @returns {Promise<string[]>} the files and folders to publish
 * @throws {Error} with the output of the program that failed
 */
export async function makeSdk(language, version, folder) {
  const work = join(folder, language);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const schema = join(ROOT, "dist", "schema.json");
  const made = readJson(schema).version;
  if (made !== version) throw new Error(`The schema is ${made}, not ${version}: run npm run build.`);
  // .NET's host cannot be built here; its generator can.
  if (language !== "dotnet") {
    await must("pulumi", ["package", "gen-sdk", schema, "--language", language, "--out", folder]);
  }
  return MAKERS[language]({ work, version, schema });
}
