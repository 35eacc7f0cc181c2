import { readBaseline } from "../../review";

/*
 * What a team has accepted is never read in part: an entry that is left out would come back as an alarm.
 */

const ENTRY = { finding: "country SE is open", reason: "campaign", until: "2027-03-31" };
const read = (...accepted: unknown[]) => readBaseline(JSON.stringify({ accepted }), "baseline.json");

test("entries are taken in their order, without blanks around their texts", () => {
  expect(read(ENTRY, { ...ENTRY, reason: " again\n" })).toEqual([ENTRY, { ...ENTRY, reason: "again" }]);
  expect(read()).toEqual([]);
});

test.each(["", "[]", "{}", '{"accepted":{}}'])("%j is no baseline, and the error has its form", (text) => {
  expect(() => readBaseline(text, "baseline.json")).toThrow(
    /^baseline\.json is no baseline: its form is \{"accepted": \[/,
  );
});

test.each<[entry: unknown, problem: string]>([
  ["country SE is open", " is no object, as in"],
  [null, " is no object, as in"],
  [[ENTRY], " is no object, as in"],
  [{ ...ENTRY, finding: 7 }, ": finding must be a text, as in"],
  [{ ...ENTRY, reason: ["campaign"] }, ": reason must be a text, as in"],
  [{ ...ENTRY, until: 20270331 }, ": until must be a text, as in"],
  [{ ...ENTRY, reason: " " }, " lacks reason"],
  [{ ...ENTRY, until: "2027-02-30" }, " lacks until, a day such as 2027-03-31"],
  [{}, " lacks finding, the text that the report shows and reason and until, a day such as 2027-03-31"],
])("the entry %j is named by its place", (entry, problem) => {
  expect(() => read(ENTRY, entry, ENTRY)).toThrow(`baseline.json: entry 2${problem}`);
});
