/** The page of licences: what npm installs beside the package, out of the lockfile. */

const LINK = "node_modules/";

/** @param {{ packages: Record<string, object> }} lockfile `package-lock.json`. */
export function licencesPage({ packages }) {
  const rows = new Map();
  for (const [path, { name, version, license, dev, devOptional, link }] of Object.entries(packages)) {
    if (!path.startsWith(LINK) || dev || devOptional || link) continue;
    const called = name ?? path.slice(path.lastIndexOf(LINK) + LINK.length);
    if (license === undefined) throw new Error(`${called} ${version} names no licence in package-lock.json`);
    const versions = rows.get(`${license}\0${called}`) ?? [];
    rows.set(`${license}\0${called}`, [...new Set([...versions, version])]);
  }
  const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1));
  return [
    "<!-- Made by npm run docs. -->",
    "",
    "# Licences",
    "",
    "What `npm install pulumi-sinch @pulumi/pulumi` installs beside this package, which is under the MIT licence: each",
    "dependency in the versions that this repository is tested with, by the licence that it names itself.",
    "",
    "| package | version | licence |",
    "| --- | --- | --- |",
    ...sorted.map(([key, versions]) => {
      const [license, called] = key.split("\0");
      return `| ${called} | ${versions.join(", ")} | ${license} |`;
    }),
    "",
  ].join("\n");
}
