import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../setup.mjs";
import { must, readJson } from "./common.mjs";

/** `io.github.pulumisinch:sinch`, with sources and javadoc: a folder that is a Maven repository, and the project itself. */
export async function makeJava({ work, version, schema }) {
  // What is deployed is this file as it stands, so that a property in it would be everybody's.
  const pom = readFileSync(join(ROOT, "tools", "release", "java", "pom.xml"), "utf8");
  writeFileSync(join(work, "pom.xml"), pom.replace("${revision}", version));
  const { pluginDownloadURL: server } = readJson(schema);
  const resources = join(work, "src", "main", "resources", "io", "github", "pulumisinch", "sinch");
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(resources, "version.txt"), version);
  writeFileSync(
    join(resources, "plugin.json"),
    JSON.stringify({ resource: true, name: "sinch", version, server }),
  );
  const repository = join(work, "..", "maven");
  const target = `-DaltDeploymentRepository=release::default::file://${repository}`;
  await must("mvn", ["--batch-mode", "--quiet", target, "deploy"], { cwd: work });
  rmSync(join(work, "target"), { recursive: true });
  // Says when it was made; a registry makes its own.
  for (const name of readdirSync(repository, { recursive: true })) {
    if (/maven-metadata\.xml/.test(name)) rmSync(join(repository, name));
  }
  const project = join(work, "..", "project");
  renameSync(work, project);
  return [repository, project];
}
