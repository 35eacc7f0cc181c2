import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { ROOT } from "../setup.mjs";
import { must } from "./common.mjs";

/** `io.github.pulumisinch:sinch`, with sources and javadoc: a folder that is a Maven repository, and the project itself. */
export async function makeJava({ work, version, schema }) {
  copyFileSync(join(ROOT, "tools", "release", "java", "pom.xml"), join(work, "pom.xml"));
  const { pluginDownloadURL: server } = JSON.parse(readFileSync(schema, "utf8"));
  const resources = join(work, "src", "main", "resources", "io", "github", "pulumisinch", "sinch");
  mkdirSync(resources, { recursive: true });
  writeFileSync(join(resources, "version.txt"), version);
  writeFileSync(
    join(resources, "plugin.json"),
    JSON.stringify({ resource: true, name: "sinch", version, server }),
  );
  const repository = join(work, "..", "maven");
  const target = `-DaltDeploymentRepository=release::default::file://${repository}`;
  await must("mvn", ["--batch-mode", "--quiet", `-Drevision=${version}`, target, "deploy"], { cwd: work });
  rmSync(join(work, "target"), { recursive: true });
  // Says when it was made; a registry makes its own.
  for (const name of readdirSync(repository, { recursive: true })) {
    if (/maven-metadata\.xml/.test(name)) rmSync(join(repository, name));
  }
  const project = join(work, "..", "project");
  renameSync(work, project);
  return [repository, project];
}
