import { ByHand, type Body } from "../support/by-hand";
import { useProject } from "../support/harness";

/*
 * Two resources, one thing in the account: renames, names by position, forced replacements, duplicates.
 */

const NUMBERS = ["+12025550101", "+12025550102", "+12025550103"];
const COUNTRIES = ["SE", "DK", "NO"];

/** A trunk with lists, and numbers, countries and links that are named by their position in an array. */
function program(numbers: string[], countries: string[], lists: number[], prefix = "n"): string {
  return `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    const all = [0, 1, 2].map((n) => new sinch.AccessControlList("list" + n, {
      name: "List " + n, ipRanges: [{ ipAddress: "198.51.100." + n }],
    }));
    ${JSON.stringify(numbers)}.forEach((phoneNumber, n) =>
      new sinch.PhoneNumberAssignment("${prefix}" + n, { phoneNumber, sipTrunkId: trunk.id }));
    ${JSON.stringify(countries)}.forEach((isoCode, n) =>
      new sinch.CountryPermission("${prefix}" + n, { isoCode, enabled: true }));
    ${JSON.stringify(lists)}.forEach((list, n) =>
      new sinch.TrunkAccessControlList("${prefix}" + n, { sipTrunkId: trunk.id, accessControlListId: all[list].id }));
    exports.trunk = trunk.id;
    exports.lists = all.map((list) => list.id);
  `;
}

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject("", { provider });
  const api = (): ByHand => new ByHand(project().emulator);

  /** What the account holds of the kinds that two resources can mean. */
  async function held(): Promise<{ numbers: unknown[]; countries: unknown[]; links: unknown[] }> {
    const { trunk, lists } = (await project().outputs()) as { trunk: string; lists: string[] };
    const numbers = (await api().list("/phoneNumbers")).filter(({ sipTrunkId }) => sipTrunkId === trunk);
    const linked = (await api().get(`/trunks/${trunk}/accessControlLists`))[
      "accessControlListIds"
    ] as string[];
    const open = (await api().list("/countryPermissions")).filter(({ enabled }) => enabled === true);
    return {
      numbers: numbers.map(({ phoneNumber }) => phoneNumber).sort(),
      countries: open
        .map(({ isoCode }) => isoCode)
        .filter((code) => !["US", "CA", "PR", "VI"].includes(String(code)))
        .sort(),
      links: linked.map((id) => lists.indexOf(id)).sort(),
    };
  }

  /** The requests since a moment that took something down: a number unbound, a country closed, a link removed. */
  function takenDown(since: number): string[] {
    return project()
      .emulator.requests()
      .slice(since)
      .filter(
        ({ method, path }) =>
          method === "PATCH" ||
          method === "DELETE" ||
          (method === "PUT" && path.includes("/countryPermissions/")),
      )
      .map(({ method, path }) => `${method} ${path.replace(/^\/v1\/projects\/[^/]+/, "")}`);
  }

  async function deploy(next: string, args: string[] = []): Promise<{ down: string[]; said: string }> {
    const since = project().emulator.requests().length;
    project().setProgram(next);
    const { stdout, stderr } = await project().up(args);
    const down = takenDown(since);
    await project().preview(["--expect-no-changes"]);
    return { down, said: stdout + stderr };
  }

  const all = { numbers: NUMBERS, countries: [...COUNTRIES].sort(), links: [0, 1, 2] };

  test("renamed resources stay as they are, throughout, and the preview after it is empty", async () => {
    project().setProgram(program(NUMBERS, COUNTRIES, [0, 1, 2]));
    await project().up();
    expect(await held()).toEqual(all);
    const { down, said } = await deploy(program(NUMBERS, COUNTRIES, [0, 1, 2], "renamed"));
    expect(down).toEqual([]);
    expect(said).toContain("give it aliases");
    expect(await held()).toEqual(all);
  });

  test("an array that loses its first element unbinds, closes and unlinks that one alone", async () => {
    const { down } = await deploy(program(NUMBERS.slice(1), COUNTRIES.slice(1), [1, 2], "renamed"));
    expect(down.filter((one) => !one.includes("/countryPermissions/SE"))).toHaveLength(2);
    expect(await held()).toEqual({ numbers: NUMBERS.slice(1), countries: ["DK", "NO", "SE"], links: [1, 2] });
  });

  test("an element put in front, and a list turned round, leave everything bound, open and linked", async () => {
    const front = await deploy(program(NUMBERS, COUNTRIES, [0, 1, 2], "renamed"));
    expect(front.down.filter((one) => one.startsWith("DELETE"))).toEqual([]);
    expect(await held()).toEqual(all);
    const round = await deploy(program(NUMBERS.toReversed(), COUNTRIES.toReversed(), [2, 1, 0], "renamed"));
    expect(round.down).toEqual([]);
    expect(await held()).toEqual(all);
  });

  test("a replacement that is forced ends as declared", async () => {
    const urns = (await project().exportState())
      .map(({ urn }) => urn)
      .filter((urn) => /::renamed[12]$/.test(urn));
    const { down } = await deploy(
      program(NUMBERS.toReversed(), COUNTRIES.toReversed(), [2, 1, 0], "renamed"),
      urns.flatMap((urn) => ["--replace", urn]),
    );
    expect(down).toEqual([]);
    expect(await held()).toEqual(all);
  });

  test("destroy takes everything down, says what, and leaves what it does not know as it is", async () => {
    const { stdout, stderr } = await project().destroy();
    const said = stdout + stderr;
    expect(said).toContain("+12025550101 is not bound to trunk");
    expect(said).toMatch(/is not linked to trunk/);
    const { trunks, phoneNumbers } = project().emulator.state();
    expect({
      trunks,
      bound: (phoneNumbers as unknown as Body[]).filter(({ sipTrunkId }) => sipTrunkId),
    }).toEqual({
      trunks: [],
      bound: [],
    });
  });
});
