import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";
import { runCommand } from "../support/pulumi-sinch-command";

/*
 * All countries as one resource, with the real CLI: what its preview names, drift, and resources for one country
 * beside it, before it and after it.
 */

const ALL = (countries: string[], ignore: string[] = []): string =>
  `new sinch.CountryPermissions("open", ${JSON.stringify({ countries, ignore })});`;
const SINGLES = (...countries: string[]): string =>
  countries
    .map((isoCode) => `new sinch.CountryPermission("${isoCode}", { isoCode: "${isoCode}", enabled: true });`)
    .join("\n");

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject(ALL(["se", "DE"]), { provider });
  const api = (): ByHand => new ByHand(project().emulator);

  async function open(): Promise<unknown[]> {
    const all = await api().list("/countryPermissions");
    return all.flatMap(({ isoCode, enabled }) => (enabled === true ? [isoCode] : [])).sort();
  }

  /** All that a command says, without line breaks. */
  async function said(command: Promise<{ stdout: string; stderr: string }>): Promise<string> {
    const { stdout, stderr } = await command;
    return (stdout + stderr).replace(/\s+/g, " ");
  }

  /** The countries that a command switches. */
  async function switched(command: () => Promise<unknown>): Promise<string[]> {
    const since = project().emulator.requests().length;
    await command();
    const requests = project().emulator.requests().slice(since);
    return requests.flatMap(({ method, path }) => (method === "PUT" ? [path.slice(-2)] : [])).sort();
  }

  test("the first preview names the countries that it closes, and the update closes them", async () => {
    expect(await said(project().preview())).toContain(
      "closes CA and US: they are open in the account and not in countries",
    );
    expect(await open()).toEqual(["CA", "US"]);
    expect(await switched(() => project().up())).toEqual(["CA", "DE", "SE", "US"]);
    expect(await open()).toEqual(["DE", "SE"]);
    await project().preview(["--expect-no-changes"]);
    await project().refresh(["--preview-only", "--expect-no-changes"]);
  });

  test("another order and another case are no change in the account", async () => {
    project().setProgram(ALL(["de", "SE"]));
    expect(await switched(() => project().up())).toEqual([]);
    await project().preview(["--expect-no-changes"]);
  });

  test("what somebody opens or closes by hand is drift, which a plain preview says and a refresh puts back", async () => {
    await api().put("/countryPermissions/CU", { enabled: true });
    await api().put("/countryPermissions/SE", { enabled: false });
    const drift = await project().refresh(["--preview-only", "--expect-no-changes", "--diff"], { status: 7 });
    expect(drift.stdout).toContain("CU");
    const plain = await said(project().preview(["--expect-no-changes"]));
    expect(plain).toContain(
      "CU is open in the account and not in countries: `pulumi up --refresh` closes it",
    );
    expect(plain).toContain("SE is closed in the account and in countries: `pulumi up --refresh` opens it");
    expect(await switched(() => project().up(["--refresh"]))).toEqual(["CU", "SE"]);
    expect(await open()).toEqual(["DE", "SE"]);
    await project().refresh(["--preview-only", "--expect-no-changes"]);
  });

  test("a preview that cannot look says so, and goes on", async () => {
    project().emulator.addFault({ path: /countryPermissions$/, status: 403, times: 99 });
    const line = await said(project().preview(["--expect-no-changes"]));
    project().emulator.clearFaults();
    expect(line).toMatch(/could not be looked up: GET \/countryPermissions failed with status 403/);
  });

  test("a destroy puts back what was found", async () => {
    await project().destroy();
    expect(await open()).toEqual(["CA", "US"]);
  });

  test("a single country beside it is refused with both ways out, and accepted where it is ignored", async () => {
    project().setProgram(`${ALL(["DE"])}\n${SINGLES("SE")}`);
    const refused = await project().preview([], { status: 1 });
    expect(refused.stdout + refused.stderr).toMatch(
      /remove (this|that)\s+CountryPermission,\s+or\s+put\s+"SE"/,
    );
    project().setProgram(`${ALL(["DE"])}\n${ALL(["US"]).replace('"open"', '"other"')}`);
    expect(await said(project().preview([], { status: 1 }))).toMatch(
      /the CountryPermissions "(open|other)" means the same as "(open|other)": .* keep one of them/,
    );
    project().setProgram(`${ALL(["DE"], ["SE"])}\n${SINGLES("SE")}`);
    await project().up();
    expect(await open()).toEqual(["DE", "SE"]);
    await project().preview(["--expect-no-changes"]);
  });

  test("from singles to one for all, and back, no declared country is switched on the way", async () => {
    project().setProgram(ALL(["DE", "SE"]));
    expect(await switched(() => project().up())).toEqual([]);
    project().setProgram(SINGLES("DE", "SE"));
    expect(await switched(() => project().up())).toEqual(["CA", "US"]);
    expect(await open()).toEqual(["CA", "DE", "SE", "US"]);
    project().setProgram(ALL(["DE", "SE"]));
    expect(await switched(() => project().up())).toEqual(["CA", "US"]);
    expect(await open()).toEqual(["DE", "SE"]);
    await project().preview(["--expect-no-changes"]);
    await project().refresh(["--preview-only", "--expect-no-changes"]);
  });

  test("an account is adopted as one resource, which leaves all as it is when it goes", async () => {
    await project().destroy();
    const before = await open();
    const { directory, emulator } = project();
    const adopt = ["adopt", "--kind", "CountryPermissions", "--for", provider, "--out", "adopted"];
    expect(await runCommand(adopt, { cwd: directory, emulator })).toMatchObject({ status: 0 });
    const file = ["--file", join("adopted", "import.json"), "--generate-code=false", "--protect=false"];
    await project().pulumi(["import", "--stack", "test", "--yes", "--skip-preview", ...file]);
    project().setProgram(ALL(before.map(String)).replace('"open"', '"countries"'));
    await project().preview(["--expect-no-changes"]);
    expect(await said(project().destroy())).toContain("all stay as they are, CA, DE, SE and US open");
    expect(await open()).toEqual(before);
  });
});
