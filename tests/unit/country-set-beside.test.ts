import type { JsonObject } from "../../provider/json";
import { UNKNOWN } from "../../provider/unknown";
import { ByHand } from "../support/by-hand";
import { errorOf, useAccount } from "./account";

/*
 * All countries as one resource: what its preview says, and what holds beside resources for one country.
 */

const account = useAccount();

/** A process with both kinds, and what it says. */
function run() {
  const lines: string[] = [];
  const client = account().client({}, { say: (line) => lines.push(line) });
  return {
    lines,
    all: account().lifecycle("CountryPermissions", client),
    one: account().lifecycle("CountryPermission", client),
  };
}

async function open(): Promise<string[]> {
  const all = await new ByHand(account().emulator).list("/countryPermissions");
  return all.flatMap(({ isoCode, enabled }) => (enabled === true ? [String(isoCode)] : [])).sort();
}

async function byHand(isoCode: string, enabled: boolean): Promise<void> {
  await new ByHand(account().emulator).put(`/countryPermissions/${isoCode}`, { enabled });
}

/** What is said of a declaration before it is made or changed. */
async function foreseen(olds: JsonObject, news: JsonObject): Promise<string[]> {
  const { all, lines } = run();
  const { inputs, failures } = all.check(olds, news);
  expect(failures).toEqual([]);
  await all.foresee(olds, inputs);
  await all.foresee(olds, inputs);
  return lines;
}

describe("what a preview cannot show is said once", () => {
  const DECLARED = { countries: ["US", "SE"] };

  test("the countries that a new resource, or a change, closes", async () => {
    expect(await foreseen({}, { countries: ["SE"] })).toEqual([
      "closes CA and US: they are open in the account and not in countries",
    ]);
    await byHand("CA", false);
    await byHand("CU", true);
    expect(await foreseen(DECLARED, { countries: ["US", "SE", "DE"] })).toEqual([
      "closes CU: it is open in the account and not in countries",
      "opens SE: it is closed in the account and in countries",
    ]);
    expect(await foreseen({}, { countries: ["us"], ignore: ["cu"] })).toEqual([]);
  });

  test("what somebody has switched since, where the program agrees with the state", async () => {
    await byHand("CA", false);
    await byHand("SE", true);
    expect(await foreseen(DECLARED, { countries: ["SE", "US"] })).toEqual([]);
    await byHand("CU", true);
    await byHand("US", false);
    expect(await foreseen(DECLARED, DECLARED)).toEqual([
      "CU is open in the account and not in countries: `pulumi up --refresh` closes it",
      "US is closed in the account and in countries: `pulumi up --refresh` opens it",
    ]);
  });

  test("that it is not known yet, with what is open now", async () => {
    expect(await foreseen({}, { countries: ["SE", UNKNOWN] })).toEqual([
      "which it closes shows in the update, since countries is not known yet: CA and US are open in the account",
    ]);
  });

  test("that nobody could look, and why", async () => {
    account().emulator.addFault({ path: /countryPermissions/, status: 403, times: 99 });
    const [line, ...others] = await foreseen({}, { countries: ["SE"] });
    expect(others).toEqual([]);
    expect(line).toMatch(/could not be looked up: GET \/countryPermissions failed with status 403/);
  });

  test("and waits a few seconds for that, no longer", async () => {
    account().emulator.addFault({ path: /countryPermissions/, status: 503, times: 999 });
    const beganMs = account().clock.now();
    expect((await foreseen({}, { countries: ["SE"] })).join()).toContain("could not be looked up");
    expect(account().clock.now() - beganMs).toBeLessThan(30_000);
  });

  test("and another entity asks for nothing", async () => {
    account().emulator.clearRequests();
    const { one } = run();
    await one.foresee({}, one.check({}, { isoCode: "SE", enabled: true }).inputs);
    expect(account().requests()).toEqual([]);
  });
});

describe("a country with a resource of its own, beside the one for all", () => {
  const SWEDEN = { isoCode: "se", enabled: true };

  test("is refused, whichever is checked first, with both ways out", () => {
    const first = run();
    expect(first.one.check({}, SWEDEN).failures).toEqual([]);
    expect(first.all.check({}, { countries: ["SE"] }).failures).toEqual([
      {
        property: "ignore",
        reason:
          "is without SE, which this program declares with CountryPermission too: remove that CountryPermission, " +
          'or put "SE" into ignore',
      },
    ]);
    const second = run();
    expect(second.all.check({}, { countries: ["US"] }).failures).toEqual([]);
    expect(second.one.check({}, SWEDEN).failures).toEqual([
      {
        property: "isoCode",
        reason:
          "is SE, of which the CountryPermissions of this account decides with all others: remove this " +
          'CountryPermission, or put "SE" into ignore of the CountryPermissions',
      },
    ]);
  });

  test("is accepted where it is ignored, or that is not known yet", () => {
    for (const ignore of [["SE"], ["se", "NO"], UNKNOWN]) {
      const [first, second] = [run(), run()];
      const all = { countries: ["US"], ignore };
      expect(first.one.check({}, SWEDEN).failures).toEqual([]);
      expect(first.all.check({}, all).failures).toEqual([]);
      expect(second.all.check({}, all).failures).toEqual([]);
      expect(second.one.check({}, SWEDEN).failures).toEqual([]);
    }
  });

  test("is accepted in another account", () => {
    expect(run().all.check({}, { countries: [] }).failures).toEqual([]);
    expect(run().one.check({}, SWEDEN).failures).toEqual([]);
  });
});

describe("from resources for one country to one for all", () => {
  async function singles() {
    const before = run();
    const make = (isoCode: string, enabled: boolean) =>
      before.one.create(before.one.check({}, { isoCode, enabled }).inputs);
    return { sweden: await make("SE", true), usa: await make("US", false) };
  }

  test("the deletes of the others switch nothing, and what they knew is told to be lost", async () => {
    const { sweden, usa } = await singles();
    const { all, one, lines } = run();
    const { state } = await all.create(all.check({}, { countries: ["SE"] }).inputs);
    account().emulator.clearRequests();
    await one.delete(sweden.id, sweden.state);
    await one.delete(usa.id, usa.state);
    expect(account().requests()).toEqual([]);
    expect(await open()).toEqual(["SE"]);
    expect(state["enabledBefore"]).toEqual(["CA", "SE"]);
    expect(lines.filter((line) => line.includes("does not know"))).toEqual([
      expect.stringMatching(/^SE was closed before this stack changed it, .* it takes it for open/),
      expect.stringMatching(/^US was open before this stack changed it, .* it takes it for closed/),
    ]);
  });

  test("a refresh takes along what they knew", async () => {
    const { sweden, usa } = await singles();
    const { all, one, lines } = run();
    await one.read(sweden.id, sweden.state);
    await one.read(usa.id, usa.state);
    const { id, state } = await all.create(all.check({}, { countries: ["SE"] }).inputs);
    await one.delete(sweden.id, sweden.state);
    await one.delete(usa.id, usa.state);
    expect(state["enabledBefore"]).toEqual(["CA", "US"]);
    expect(lines.join()).not.toContain("does not know");
    await run().all.delete(id, state);
    expect(await open()).toEqual(["CA", "US"]);
  });

  test("and back: what the others declare stays, the rest is put back as it was found", async () => {
    const before = run();
    const { id, state } = await before.all.create(before.all.check({}, { countries: ["SE", "DE"] }).inputs);
    for (const isRefreshed of [true, false]) {
      const { all, one, lines } = run();
      if (isRefreshed) await all.read(id, state);
      const made = await one.create(one.check({}, { isoCode: "SE", enabled: true }).inputs);
      await all.delete(id, state);
      expect(await open()).toEqual(["CA", "SE", "US"]);
      expect(made.state["enabledBefore"]).toBe(isRefreshed ? false : undefined);
      expect(lines.some((line) => line.startsWith("SE was closed before"))).toBe(!isRefreshed);
    }
  });

  test("the one for all stays in the state where another one could not be made", async () => {
    const before = run();
    const { id, state } = await before.all.create(before.all.check({}, { countries: ["SE"] }).inputs);
    const { all, one } = run();
    account().emulator.addFault({ path: /SE$/, status: 400, times: 99 });
    await errorOf(one.create(one.check({}, { isoCode: "SE", enabled: true }).inputs));
    expect((await errorOf(all.delete(id, state))).message).toContain("stays as it is, and in the state");
    expect(await open()).toEqual(["SE"]);
  });
});

test("a country that leaves ignore is known as it was found, also where the resource that it had goes", async () => {
  const before = run();
  const first = before.all.check({}, { countries: ["US"], ignore: ["SE"] }).inputs;
  const all = await before.all.create(first);
  const sweden = await before.one.create(before.one.check({}, { isoCode: "SE", enabled: true }).inputs);
  const now = run();
  await now.one.read(sweden.id, sweden.state);
  const second = now.all.check(first, { countries: ["US", "SE"] }).inputs;
  const state = await now.all.update(all.id, all.state, second);
  await now.one.delete(sweden.id, sweden.state);
  expect(await open()).toEqual(["SE", "US"]);
  expect(state["enabledBefore"]).toEqual(["CA", "US"]);
});

test("a rename of the one for all switches nothing, and tells what it forgets", async () => {
  const before = run();
  const { id, state } = await before.all.create(before.all.check({}, { countries: ["SE"] }).inputs);
  const { all, lines } = run();
  await all.create(all.check({}, { countries: ["SE"] }).inputs);
  await all.delete(id, state);
  expect(await open()).toEqual(["SE"]);
  expect(lines).toEqual([
    expect.stringContaining("what is open was as declared already, and is taken as it is"),
    expect.stringMatching(/^CA and US were open before this stack changed them, .* takes them for closed/),
    expect.stringMatching(/^SE was closed before this stack changed it, .* takes it for open/),
  ]);
});
