import * as fc from "fast-check";
import { Periods } from "../../calls/replay/periods";
import { Recent } from "../../calls/replay/recent";
import { Starts } from "../../calls/replay/starts";
import { Top } from "../../calls/replay/top";

const names = fc.array(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 400 });

function trueCounts(all: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

test("counts of names are exact while there is a place for each", () => {
  fc.assert(
    fc.property(names, (all) => {
      const top = new Top(31);
      for (const name of all) top.add(name);
      const expected = [...trueCounts(all)]
        .map(([name, calls]) => ({ name, calls, atMostTooMany: 0 }))
        .sort((one, other) => other.calls - one.calls || (one.name < other.name ? -1 : 1));
      expect(top.list(Infinity)).toEqual(expected);
    }),
  );
});

test("with fewer places no count is too low, and none is higher than it says", () => {
  fc.assert(
    fc.property(names, (all) => {
      const top = new Top(7);
      for (const name of all) top.add(name);
      const counts = trueCounts(all);
      for (const { name, calls, atMostTooMany } of top.list(Infinity)) {
        const real = counts.get(name) ?? 0;
        expect(calls).toBeGreaterThanOrEqual(real);
        expect(calls - atMostTooMany).toBeLessThanOrEqual(real);
        expect(atMostTooMany).toBeLessThanOrEqual(all.length / 7);
      }
    }),
  );
});

test("a name that is more frequent than all counts by the number of places is always told", () => {
  fc.assert(
    fc.property(names, (all) => {
      const top = new Top(7);
      for (const name of all) top.add(name);
      const told = new Set(top.list(Infinity).map(({ name }) => name));
      const frequent = [...trueCounts(all)].filter(([, count]) => count > all.length / 7);
      expect(frequent.map(([name]) => name).filter((name) => !told.has(name))).toEqual([]);
    }),
  );
});

test("what is taken back is counted no more", () => {
  fc.assert(
    fc.property(names, names, (kept, taken) => {
      const top = new Top(31);
      for (const name of [...kept, ...taken]) top.add(name);
      for (const name of taken) top.remove(name);
      const found = top.list(Infinity).map(({ name, calls }) => [name, calls] as const);
      expect(new Map(found)).toEqual(trueCounts(kept));
    }),
  );
});

test("calls over time keep their sums however long the time is, in at most a hundred periods", () => {
  const moments = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 * 365 * 86_400 }), fc.boolean()), {
    minLength: 1,
    maxLength: 300,
  });
  fc.assert(
    fc.property(moments, (all) => {
      const periods = new Periods();
      for (const [second, isChanged] of all) periods.count(1_700_000_000_000 + 1000 * second, isChanged, 1);
      const list = periods.list();
      expect(list.length).toBeLessThanOrEqual(100);
      expect(list.reduce((sum, { calls }) => sum + calls, 0)).toBe(all.length);
      expect(list.reduce((sum, { changed }) => sum + changed, 0)).toBe(all.filter(([, is]) => is).length);
      const times = list.map(({ start }) => Date.parse(start));
      expect(times).toEqual([...times].sort((one, other) => one - other));
    }),
  );
});

test("a call start is told how many were before it in its second, or nothing where that was forgotten", () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 60 });
  fc.assert(
    fc.property(seconds, (all) => {
      const starts = new Starts();
      const seen = new Map<number, number>();
      for (const second of all) {
        const before = starts.count(3, 1000 * second + 7);
        if (before !== undefined) expect(before).toBe(seen.get(second) ?? 0);
        seen.set(second, (seen.get(second) ?? 0) + 1);
      }
    }),
  );
});

test("in the order of time, and in the other one, no call start is forgotten", () => {
  const seconds = Array.from({ length: 300 }, (_, index) => 1000 * Math.floor(index / 3));
  for (const all of [seconds, seconds.toReversed()]) {
    const starts = new Starts();
    expect(all.map((timeMs) => starts.count(0, timeMs))).toEqual(all.map((_, index) => index % 3));
  }
});

test("a name is found while at most so many others came, whatever their hashes, and counted if it leaves incomplete", () => {
  const puts = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.boolean()), { maxLength: 200 });
  fc.assert(
    fc.property(puts, (all) => {
      const recent = new Recent<number>(8);
      for (const [index, [name, isMissing]] of all.entries()) {
        recent.put(`call-${name}`, index, isMissing);
        const last = all.slice(Math.max(0, index - 7), index + 1).map(([one]) => one);
        for (let one = 0; one <= 40; one++) {
          const place = recent.find(`call-${one}`);
          const at = last.lastIndexOf(one);
          expect(place < 0 ? -1 : recent.at(place)).toBe(at < 0 ? -1 : index - last.length + 1 + at);
        }
      }
      const left = all.slice(0, Math.max(0, all.length - 8));
      expect(recent.missed).toBe(left.filter(([, isMissing]) => isMissing).length);
    }),
  );
});

test("what is complete or forgotten is missed no more", () => {
  const recent = new Recent<string>(1);
  recent.put("one", "kept", true);
  recent.complete(recent.find("one"));
  recent.put("two", "kept", true);
  recent.forget(recent.find("two"));
  expect(recent.find("two")).toBe(-1);
  recent.put("three", "kept", true);
  expect(recent.missed).toBe(0);
});
