import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { create } from "tar";
import { evaluate } from "../support/tool";

/* A release is refused if anything in it says another version, in the forms that registries and engines read. */

const REPOSITORY = join(__dirname, "..", "..");
const VERSIONS = join("release", "versions.mjs");
const RELEASE = "1.2.3";
const OTHER = "1.2.4";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-versions-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

function write(root: string, files: Files): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

async function tarball(name: string, files: Files): Promise<string> {
  write(join(folder, "content"), files);
  const file = join(folder, name);
  await create({ file, cwd: join(folder, "content"), gzip: true }, Object.keys(files));
  return file;
}

function zip(name: string, files: Files): string {
  const entries = Object.entries(files).map(([file, text]) => [file, strToU8(text)] as const);
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, zipSync(Object.fromEntries(entries)));
  return path;
}

const problems = (path: string): unknown =>
  evaluate(VERSIONS, `tool.versionProblems(${JSON.stringify(path)}, "${RELEASE}")`);

const json = (about: object): string => JSON.stringify(about, null, 2);
const plugin = (version: string): string => json({ resource: true, name: "sinch", version });

/** An artifact of each kind; `version` is that of one place in it, and all others are right. */
const ARTIFACTS: readonly (readonly [
  kind: string,
  make: (version: string) => string | Promise<string>,
  says: string,
])[] = [
  [
    "an npm package",
    (version) => tarball(`sinch-${RELEASE}.tgz`, { "package/package.json": json({ version }) }),
    `sinch-${RELEASE}.tgz: package/package.json says ${OTHER}`,
  ],
  [
    "the name of an npm package",
    (version) => tarball(`sinch-${version}.tgz`, { "package/package.json": json({ version: RELEASE }) }),
    `sinch-${OTHER}.tgz says ${OTHER}`,
  ],
  [
    "the plugin that an npm package asks for",
    (version) =>
      tarball(`sinch-${RELEASE}.tgz`, {
        "package/package.json": json({ version: RELEASE, pulumi: { name: "sinch", version } }),
      }),
    `sinch-${RELEASE}.tgz: package/package.json says ${OTHER}`,
  ],
  [
    "the peer of the package for fleets",
    (version) =>
      tarball(`fleet-${RELEASE}.tgz`, {
        "package/package.json": json({ version: RELEASE, peerDependencies: { "pulumi-sinch": version } }),
      }),
    `fleet-${RELEASE}.tgz: package/package.json says ${OTHER}`,
  ],
  [
    "the schema in the package of the classes",
    (version) =>
      tarball(`sinch-${RELEASE}.tgz`, {
        "package/package.json": json({ version: RELEASE }),
        "package/dist/schema.json": json({ version }),
      }),
    `sinch-${RELEASE}.tgz: package/dist/schema.json says ${OTHER}`,
  ],
  [
    "a wheel's metadata",
    (version) =>
      zip(`pulumi_sinch-${RELEASE}-py3-none-any.whl`, {
        "pulumi_sinch/pulumi-plugin.json": plugin(RELEASE),
        "pulumi_sinch.dist-info/METADATA": `Metadata-Version: 2.4\nVersion: ${version}\n`,
      }),
    `pulumi_sinch-${RELEASE}-py3-none-any.whl: pulumi_sinch.dist-info/METADATA says ${OTHER}`,
  ],
  [
    "a source distribution",
    (version) =>
      tarball(`pulumi_sinch-${RELEASE}.tar.gz`, {
        "pulumi_sinch/PKG-INFO": `Metadata-Version: 2.4\nVersion: ${version}\n`,
      }),
    `pulumi_sinch-${RELEASE}.tar.gz: pulumi_sinch/PKG-INFO says ${OTHER}`,
  ],
  [
    "a POM",
    (version) => {
      write(join(folder, "maven"), {
        [`sinch-${RELEASE}.pom`]: `<modelVersion>4.0.0</modelVersion>\n<version>${version}</version>\n`,
      });
      return join(folder, "maven");
    },
    `maven: sinch-${RELEASE}.pom says ${OTHER}`,
  ],
  [
    "a jar in a repository",
    (version) => dirname(zip(`maven/sinch-${RELEASE}.jar`, { "sinch/plugin.json": plugin(version) })),
    `maven: sinch-${RELEASE}.jar/sinch/plugin.json says ${OTHER}`,
  ],
  [
    "a project for NuGet",
    (version) => {
      write(join(folder, "dotnet"), {
        "Sinch.csproj": `<Version>${version}</Version>`,
        "version.txt": RELEASE,
      });
      return join(folder, "dotnet");
    },
    `dotnet: Sinch.csproj says ${OTHER}`,
  ],
  [
    "a proxy of Go modules",
    (version) => {
      write(join(folder, "proxy"), {
        [`sdk/@v/v${RELEASE}.info`]: JSON.stringify({ Version: `v${version}` }),
      });
      return join(folder, "proxy");
    },
    `proxy: sdk/@v/v${RELEASE}.info says ${OTHER}`,
  ],
  [
    "the tag of a Go module",
    (version) => {
      write(join(folder, "tag"), { [`.git/refs/tags/sdk/go/v${version}`]: "" });
      return join(folder, "tag");
    },
    `tag: .git/refs/tags/sdk/go/v${OTHER} says ${OTHER}`,
  ],
  [
    "the archive of an executable",
    (version) => tarball(`pulumi-resource-sinch-v${version}-linux-amd64.tar.gz`, { LICENSE: "" }),
    `pulumi-resource-sinch-v${OTHER}-linux-amd64.tar.gz says ${OTHER}`,
  ],
];

describe.each(ARTIFACTS)("%s", (_, make, says) => {
  test("of this release is as it should be", async () => {
    expect(problems(await make(RELEASE))).toEqual([]);
  });

  test("of another version is refused, with the place that says so", async () => {
    expect(problems(await make(OTHER))).toEqual([says]);
  });
});

test("an artifact that says no version is refused", async () => {
  expect(problems(await tarball("something.tgz", { "package/index.js": "" }))).toEqual([
    "something.tgz says no version",
  ]);
});

describe("a checkout", () => {
  const FILES = [
    ...["package.json", "package-lock.json", "fleet/package.json", "fleet/package-lock.json"],
    "provider/version.ts",
  ];
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
    version: string;
  };

  beforeEach(() => {
    for (const file of FILES) cpSync(join(REPOSITORY, file), join(folder, file));
    write(folder, { "dist/schema.json": json({ version }) });
  });

  const agreed = (): unknown => {
    const checked = `tool.versionOfAll(${JSON.stringify(folder)})`;
    return evaluate(
      VERSIONS,
      `(() => { try { return ${checked}; } catch (error) { return error.message; } })()`,
    );
  };

  test("has one version", () => {
    expect(agreed()).toBe(version);
  });

  test.each([
    ["fleet/package.json", '"version": "', '"version": "9', "fleet/package.json has 9"],
    [
      "fleet/package.json",
      '"pulumi-sinch": "',
      '"pulumi-sinch": "^',
      "the peer pulumi-sinch in fleet/package.json has ^",
    ],
    ["fleet/package.json", '"@pulumi/pulumi": "^3', '"@pulumi/pulumi": "^4', "fleet/package.json has ^4"],
    ["provider/version.ts", 'VERSION = "', 'VERSION = "1', "provider/version.ts has 1"],
  ])("whose %s has another one is refused", (file, text, other, says) => {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, "utf8").replace(text, other));
    expect(agreed()).toContain(says);
  });
});
