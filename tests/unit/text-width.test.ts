import fc from "fast-check";
import { cut, isMeasured, widthOf, wrapped } from "../../review/text-width";

const STYLE = { size: 13, isBold: false };
const texts = fc.string({ unit: "grapheme", minLength: 1, maxLength: 80 }).map((text) => text.trim());

test("wide letters are wider than narrow ones, bold ones than others, and marks take no room", () => {
  expect(widthOf("W", STYLE)).toBeGreaterThan(2 * widthOf("i", STYLE));
  expect(widthOf("Voice", { ...STYLE, isBold: true })).toBeGreaterThan(widthOf("Voice", STYLE));
  expect(widthOf("e\u0301\u0302", STYLE)).toBe(widthOf("e", STYLE));
  expect(widthOf("東京", STYLE)).toBe(26);
});

test("Latin, Greek and Cyrillic letters are measured, others are not", () => {
  expect(["Zürich", "Łódź", "Αθήνα", "Москва", "+ 1 − 2 → 3 …"].filter((text) => !isMeasured(text))).toEqual(
    [],
  );
  expect(["東京", "القاهرة", "☎"].filter(isMeasured)).toEqual([]);
});

test("a text that fits stays as it is, one that does not ends with an ellipsis", () => {
  expect(cut("Voice", 200, STYLE)).toBe("Voice");
  expect(cut("Voice of the customer", 80, STYLE)).toMatch(/^Voice.*…$/);
});

test("rows are broken between words, and what is left after the last one is cut", () => {
  expect(wrapped("one two three", widthOf("one two", STYLE), STYLE, 2)).toEqual(["one two", "three"]);
  expect(wrapped("one two three four", widthOf("one two", STYLE), STYLE, 2)).toEqual(["one two", "three…"]);
});

test("no row is wider than there is room, and nothing gets lost but what is cut", () => {
  fc.assert(
    fc.property(
      texts,
      fc.integer({ min: 60, max: 400 }),
      fc.integer({ min: 1, max: 3 }),
      (text, width, most) => {
        const rows = wrapped(text, width, STYLE, most);
        expect(rows.length).toBeLessThanOrEqual(most);
        for (const row of rows) expect(widthOf(row, STYLE)).toBeLessThanOrEqual(width);
        const bare = (words: string): string => words.replaceAll(/\s/g, "");
        const shown = bare(rows.join(""));
        if (!shown.endsWith("…")) expect(shown).toBe(bare(text));
        else expect(bare(text).startsWith(shown.slice(0, -1))).toBe(true);
      },
    ),
  );
});
