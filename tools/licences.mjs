/** The page of licences: what npm installs beside the packages, out of their lockfiles. */

const LINK = "node_modules/";
/** What these packages have in a file alone, which a person has read. */
const IN_A_FILE = { unionfs: "Unlicense" };

/**
 * @param {{ packages: Record<string, object> }} lockfile `package-lock.json`
 * @param {{ packages: Record<string, object> }} fleetLockfile that of fleet/
 */
export function licencesPage(lockfile, fleetLockfile) {
  return [
    "<!-- Made by npm run docs. -->",
    "",
    "# Licences",
    "",
    "What `npm install pulumi-sinch @pulumi/pulumi` installs beside this package, which is under the MIT licence: each",
    "dependency in the versions that this repository is tested with, by the licence that it names itself.",
    "",
    ...table(lockfile),
    "",
    "## Of fleets",
    "",
    "What `pulumi-sinch-fleet`, under the same licence, installs beside the above. Of packages with a platform in their names npm",
    "takes the one of the machine.",
    "",
    ...table(fleetLockfile),
    "",
  ].join("\n");
}

function table({ packages }) {
  const rows = new Map();
  for (const [path, { name, version, license, dev, devOptional, link }] of Object.entries(packages)) {
    if (!path.startsWith(LINK) || dev || devOptional || link) continue;
    const called = name ?? path.slice(path.lastIndexOf(LINK) + LINK.length);
    const named = license ?? IN_A_FILE[called];
    if (named === undefined) throw new Error(`${called} ${version} names no licence in package-lock.json`);
    const versions = rows.get(`${named}\0${called}`) ?? [];
    rows.set(`${named}\0${called}`, [...new Set([...versions, version])]);
  }
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    "| package | version | licence |",
    "| --- | --- | --- |",
    ...sorted.map(([key, versions]) => {
      const [license, called] = key.split("\0");
      return `| ${called} | ${versions.join(", ")} | ${license} |`;
    }),
  ];
}
