import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VERSION } from "../../provider/version";

const REPOSITORY = join(__dirname, "..", "..");
const template = (name: string): string =>
  readFileSync(join(REPOSITORY, "templates", "typescript", name), "utf8");
const readme = readFileSync(join(REPOSITORY, "README.md"), "utf8");

/** What the README writes into a file of the name. */
function inReadme(name: string): string {
  const [, rest = ""] = readme.split(`\ncat >${name} <<'END'\n`);
  return rest.slice(0, rest.indexOf("END\n"));
}

test.each(["index.ts", "tsconfig.json"])("the template's %s is what the README says", (name) => {
  expect(template(name)).toBe(inReadme(name));
});

test("the template starts programs as the README does", () => {
  const [, nodeargs = ""] = /^ +nodeargs: (.*)$/m.exec(inReadme("Pulumi.yaml")) ?? [];
  expect(nodeargs).not.toBe("");
  expect(template("Pulumi.yaml")).toContain(`nodeargs: ${nodeargs}`);
  expect(template("Pulumi.yaml")).toContain("typescript: false");
});

test("the template takes this version of the package, and the TypeScript that the README installs", () => {
  const { dependencies, devDependencies } = JSON.parse(template("package.json")) as Record<string, object>;
  expect(dependencies).toMatchObject({ "pulumi-sinch": `^${VERSION}` });
  expect(readme).toContain("npm install --save-dev typescript@6 ");
  expect(devDependencies).toMatchObject({ typescript: expect.stringMatching(/^\^6\./) as string });
});
