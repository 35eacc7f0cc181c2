import fc from "fast-check";
import type { JsonObject } from "../../provider/json";
import { allItems, hasList, readPage } from "../../provider/api/paging";

const ITEMS = [{ id: "a" }, { id: "b" }];

test.each<{ envelope: JsonObject; pages: number }>([
  { envelope: { totalItems: 5, pageSize: 2 }, pages: 3 },
  { envelope: { totalItems: "5", pageSize: "2", pageNumber: "1" }, pages: 3 },
  { envelope: { totalItems: "5", size: 2 }, pages: 3 },
  { envelope: { totalItems: 4, pageSize: 2, size: 500 }, pages: 2 },
  { envelope: { totalItems: 5 }, pages: 3 },
  { envelope: {}, pages: 1 },
  { envelope: { totalItems: null, pageSize: null }, pages: 1 },
  { envelope: { totalItems: 5, pageSize: 0 }, pages: 1 },
])("$envelope around two items means $pages pages", ({ envelope, pages }) => {
  expect(readPage({ trunks: ITEMS, ...envelope }, ["trunks"])).toEqual({ items: ITEMS, pages });
});

test("the array is found under any of its names, or as the whole answer; ids that stand alone become objects", () => {
  expect(readPage({ sipTrunks: ITEMS }, ["trunks", "sipTrunks"]).items).toEqual(ITEMS);
  expect(readPage({ ids: ["a", "b"] }, ["objects", "ids"]).items).toEqual(ITEMS);
  expect(readPage(ITEMS, ["trunks"])).toEqual({ items: ITEMS, pages: 1 });
  for (const nothing of [{ trunks: "none" }, {}, [], null, undefined, "none"]) {
    expect(readPage(nothing, ["trunks"])).toEqual({ items: [], pages: 1 });
  }
});

test("an answer without a list counts as an empty one only if it says that there is nothing", () => {
  const lists = [ITEMS, { trunks: [] }, { sipTrunks: ITEMS }, { totalItems: 0 }, { totalItems: "0" }];
  expect(lists.map((list) => hasList(list, ["trunks"]))).toEqual(lists.map(() => true));
  expect(hasList([], ["callBlockingRules"])).toBe(true);
  const others = [{}, [], { errors: [] }, { message: "later" }, { totalItems: 5 }, null, undefined, "none"];
  expect(others.map((one) => hasList(one, ["trunks"]))).toEqual(others.map(() => false));
});

test("no envelope, however odd, makes a count of pages that is none", () => {
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("many", "", "-1", "1e400", -5, 0.5),
  ) as fc.Arbitrary<never>;
  const envelopes = fc.record(
    { totalItems: odd, pageSize: odd, size: odd, pageNumber: odd },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(envelopes, fc.integer({ min: 0, max: 3 }), (envelope, count) => {
      const { pages } = readPage({ ...envelope, trunks: Array(count).fill({ id: "a" }) }, ["trunks"]);
      expect(pages).toBeGreaterThanOrEqual(1);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("while pages are read, others may add entities anywhere: none is missed and none comes twice", async () => {
  const additions = fc.array(fc.nat({ max: 30 }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 12 }),
      fc.integer({ min: 1, max: 5 }),
      additions,
      async (count, size, places) => {
        const ids = Array.from({ length: count }, (_, index) => `old-${index}`);
        const before = [...ids];
        const found = await allItems((page) => {
          const trunks = ids.slice((page - 1) * size, page * size).map((id) => ({ id }));
          const answer = readPage({ trunks, totalItems: ids.length, pageSize: size }, ["trunks"]);
          const place = places[page - 1];
          if (place !== undefined) ids.splice(place, 0, `new-${page}`);
          return Promise.resolve(answer);
        });
        const names = found.map(({ id }) => id);
        expect(names).toEqual([...new Set(names)]);
        expect(names).toEqual(expect.arrayContaining(before));
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

test("a collection that claims more than it has ends with its first empty page", async () => {
  const asked: number[] = [];
  await allItems((page) => {
    asked.push(page);
    return Promise.resolve(
      readPage({ trunks: page < 3 ? [{ id: page }] : [], totalItems: 1e15 }, ["trunks"]),
    );
  });
  expect(asked).toEqual([1, 2, 3]);
});
