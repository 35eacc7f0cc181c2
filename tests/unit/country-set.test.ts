import fc from "fast-check";
import type { JsonObject } from "../../provider/json";
import { PartialCreateError, PartialUpdateError } from "../../provider/errors";
import { axiosTransport, type Transport } from "../../provider/api/transport";
import { ByHand } from "../support/by-hand";
import { lifecycleInAccounts } from "../../provider/lifecycle/accounts";
import { entityOf, errorOf, useAccount } from "./account";

/*
 * All countries as one resource: laws that hold for any account, any declaration and anything that is left alone.
 */

const account = useAccount();
/** The next answer to the list is another one. */
const LISTING = { method: "GET", path: /countryPermissions$/, status: 200, body: "json", times: 1 } as const;
const RUNS = { seed: 1, numRuns: 25, endOnFailure: true };
const COUNTRIES = ["CA", "CU", "DE", "NO", "SE", "US"];

interface Declared {
  readonly countries: string[];
  readonly ignore: string[];
}

const some = fc.subarray(COUNTRIES);
/** Each country is declared, left alone or neither. */
const declared: fc.Arbitrary<Declared> = fc
  .tuple(...COUNTRIES.map(() => fc.constantFrom("open", "closed", "ignored")))
  .map((kinds) => ({
    countries: COUNTRIES.filter((_, index) => kinds[index] === "open"),
    ignore: COUNTRIES.filter((_, index) => kinds[index] === "ignored"),
  }));

async function setOpen(countries: readonly string[]): Promise<void> {
  account().emulator.reset();
  const hand = new ByHand(account().emulator);
  const now = await open();
  for (const isoCode of COUNTRIES.filter((one) => now.includes(one) !== countries.includes(one))) {
    await hand.put(`/countryPermissions/${isoCode}`, { enabled: countries.includes(isoCode) });
  }
}

async function open(): Promise<string[]> {
  const all = await new ByHand(account().emulator).list("/countryPermissions");
  return all.flatMap(({ isoCode, enabled }) => (enabled === true ? [String(isoCode)] : [])).sort();
}

/** A process of its own, and what it says. */
function run(lines: string[] = []) {
  const say = (line: string) => lines.push(line);
  return account().lifecycle("CountryPermissions", account().client({}, { say }));
}

function checked(news: JsonObject, olds: JsonObject = {}): JsonObject {
  const { inputs, failures } = run().check(olds, news);
  expect(failures).toEqual([]);
  return inputs;
}

const inputsOf = ({ countries, ignore }: Declared): JsonObject => checked({ countries, ignore });
const outside = (countries: readonly string[], { ignore }: Declared): string[] =>
  countries.filter((country) => !ignore.includes(country));
const within = (countries: readonly string[], { ignore }: Declared): string[] =>
  countries.filter((country) => ignore.includes(country));

test("after a create the open countries are those declared, what is ignored is as it was, and a destroy restores the rest", async () => {
  await fc.assert(
    fc.asyncProperty(some, declared, async (before, wanted) => {
      await setOpen(before);
      const { id, state } = await run().create(inputsOf(wanted));
      expect(outside(await open(), wanted)).toEqual(wanted.countries);
      expect(within(await open(), wanted)).toEqual(within(before, wanted));
      expect(state["enabledBefore"]).toEqual(outside(before, wanted));
      expect(await run().read(id, state)).toEqual({ inputs: inputsOf(wanted), state });
      await run().delete(id, state);
      expect(await open()).toEqual(before);
    }),
    RUNS,
  );
});

test("after an update they are those declared, whatever was declared before and switched by hand since", async () => {
  await fc.assert(
    fc.asyncProperty(some, declared, some, declared, async (before, first, meanwhile, second) => {
      await setOpen(before);
      const { id, state } = await run().create(inputsOf(first));
      await setOpen(meanwhile);
      const changed = await run().update(id, state, inputsOf(second));
      const isSame = JSON.stringify(inputsOf(first)) === JSON.stringify(inputsOf(second));
      const wanted = isSame ? outside(meanwhile, second) : second.countries;
      expect(outside(await open(), second)).toEqual(wanted);
      expect(within(await open(), second)).toEqual(within(meanwhile, second));
      const found = changed["enabledBefore"] as string[];
      expect(within(found, second)).toEqual([]);
      const known = outside(found, first);
      expect(known).toEqual(outside(outside(before, first), second));
    }),
    RUNS,
  );
});

test("what an answer that got lost, or was refused, leaves is finished by the next update, and what was found stays known", async () => {
  const faults = [{ status: 400 }, { status: 504, when: "after" as const }, { status: 504 }];
  await fc.assert(
    fc.asyncProperty(
      some,
      declared,
      fc.nat({ max: 5 }),
      fc.constantFrom(...faults),
      async (before, wanted, skip, fault) => {
        await setOpen(before);
        const inputs = inputsOf(wanted);
        account().emulator.addFault({ ...fault, method: "PUT", path: /countryPermissions/, skip, times: 99 });
        const result = await run()
          .create(inputs)
          .catch((error: unknown) => error);
        account().emulator.clearFaults();
        if (result instanceof Error && !(result instanceof PartialCreateError)) {
          expect(await open()).toEqual(before);
          return;
        }
        const isHalf = result instanceof PartialCreateError;
        const { id, state } = isHalf
          ? { id: result.entityId, state: JSON.parse(JSON.stringify(result.answer)) as JsonObject }
          : (result as { id: string; state: JsonObject });
        const done = isHalf ? await run().update(id, state, inputs) : state;
        expect(outside(await open(), wanted)).toEqual(wanted.countries);
        await run().delete(id, done);
        expect(await open()).toEqual(before);
      },
    ),
    RUNS,
  );
});

test("a create that is asked for again in the same process does not take its own changes for what was found", async () => {
  const again = run();
  account().emulator.addFault({ method: "PUT", path: /CA$/, status: 504, when: "after", times: 99 });
  const inputs = checked({ countries: ["SE"] });
  expect(await errorOf(again.create(inputs))).toBeInstanceOf(PartialCreateError);
  account().emulator.clearFaults();
  const { id, state } = await again.create(inputs);
  expect(state["enabledBefore"]).toEqual(["CA", "US"]);
  await run().delete(id, state);
  expect(await open()).toEqual(["CA", "US"]);
});

test("an update that fails half-way keeps what is known", async () => {
  const { id, state } = await run().create(checked({ countries: ["SE"] }));
  account().emulator.addFault({ method: "PUT", path: /SE$/, status: 400, times: 99 });
  const error = await errorOf(run().update(id, state, checked({ countries: ["DE"] }, state)));
  expect(error).toBeInstanceOf(PartialUpdateError);
  expect((error as PartialUpdateError).answer).toMatchObject({
    countries: ["DE", "SE"],
    enabledBefore: ["CA", "US"],
  });
});

test("a create and an update make one GET, and a PUT for each country that differs", async () => {
  account().emulator.clearRequests();
  const { id, state } = await run().create(checked({ countries: ["US", "SE"] }));
  expect(account().requests()).toEqual([
    "GET /countryPermissions",
    "PUT /countryPermissions/SE",
    "PUT /countryPermissions/CA",
  ]);
  account().emulator.clearRequests();
  const other = checked({ countries: ["se", "us"] }, state);
  expect(await run().update(id, state, other)).toEqual({ ...state, countries: ["SE", "US"] });
  expect(account().requests()).toEqual([]);
});

describe("a deletion", () => {
  test("leaves what somebody else has switched since, and says so", async () => {
    const { id, state } = await run().create(checked({ countries: ["SE"] }));
    const hand = new ByHand(account().emulator);
    await hand.put("/countryPermissions/CU", { enabled: true });
    await hand.put("/countryPermissions/US", { enabled: true });
    const lines: string[] = [];
    await run(lines).delete(id, state);
    expect(await open()).toEqual(["CA", "CU", "US"]);
    expect(lines).toEqual([
      "CA is open again, as found; SE is closed again, as found; CU stays open: somebody else has changed that",
    ]);
  });

  test("leaves all where nothing is known of what was found, and says so", async () => {
    const kept = await run().read("countries", {});
    expect(kept?.inputs).toEqual({ countries: ["CA", "US"] });
    const lines: string[] = [];
    await run(lines).delete("countries", kept?.state ?? {});
    expect(await open()).toEqual(["CA", "US"]);
    expect(lines.join()).toContain("all stay as they are, CA and US open");
  });
});

test("an import has one id in each account, and there is none under another one", async () => {
  const inAccounts = lifecycleInAccounts(entityOf("CountryPermissions"), () => account().client());
  const inputs = { account: "lyon", countries: ["CA", "US"] };
  expect(await inAccounts.read("lyon:countries", {})).toMatchObject({ id: "countries", inputs });
  expect(await inAccounts.read("lyon:all", {})).toBeUndefined();
  expect(await run().read("all", {})).toBeUndefined();
});

test("an API that lists no country at all is not believed", async () => {
  const { id, state } = await run().create(checked({ countries: ["SE"] }));
  account().emulator.addFault({ ...LISTING, json: { countryPermissions: [] } });
  expect((await errorOf(run().read(id, state))).message).toContain("is empty, which it never is");
});

test("a PUT carries what this version does not know of a country", async () => {
  const sweden = { isoCode: "SE", name: "Sweden", continent: "Europe", enabled: false, fraudLimit: 7 };
  account().emulator.addFault({ ...LISTING, json: { countryPermissions: [sweden] } });
  const sent: string[] = [];
  const real = axiosTransport();
  const transport: Transport = (request) => {
    if (request.method === "PUT") sent.push(request.body ?? "");
    return real(request);
  };
  const client = account().client({}, { transport });
  await account()
    .lifecycle("CountryPermissions", client)
    .create(checked({ countries: ["SE"] }));
  expect(sent.map((body) => JSON.parse(body) as object)).toEqual([{ enabled: true, fraudLimit: 7 }]);
});
