import { ISO_COUNTRIES } from "./countries";
import { lettersOf, nearest } from "./nearest";

/** What people call countries, and Unicode's list of English names does not. */
const ALSO: Readonly<Record<string, string>> = {
  america: "US",
  britain: "GB",
  czechrepublic: "CZ",
  emirates: "AE",
  england: "GB",
  gbr: "GB",
  greatbritain: "GB",
  holland: "NL",
  ivorycoast: "CI",
  korea: "KR",
  macau: "MO",
  scotland: "GB",
  turkey: "TR",
  uae: "AE",
  unitedstatesofamerica: "US",
  usa: "US",
  wales: "GB",
};

let codes: ReadonlyMap<string, string> | undefined;

/** The code of the country that a text most likely means, by its English name or a code of another list. */
export function countryMeant(text: string): string | undefined {
  const letters = lettersOf(text);
  codes ??= namedCodes();
  const code = ALSO[letters] ?? codes.get(letters) ?? codeOfOtherList(letters);
  // Two or three letters are near to many names.
  return code ?? (letters.length > 3 ? codes.get(nearest(letters, [...codes.keys()])[0] ?? "") : undefined);
}

/** The country's name in English. */
export function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}

function namedCodes(): Map<string, string> {
  const styles = (["long", "short"] as const).map(
    (style) => new Intl.DisplayNames("en", { type: "region", style }),
  );
  return new Map(
    [...ISO_COUNTRIES].flatMap((code) => styles.map((names) => [lettersOf(names.of(code) ?? code), code])),
  );
}

/** Unicode knows codes that are or were in use beside ISO's own: UK, and numbers such as 752. */
function codeOfOtherList(letters: string): string | undefined {
  if (!/^([a-z]{2}|\d{3})$/.test(letters)) {
    return undefined;
  }
  const { region = "" } = new Intl.Locale(`und-${letters}`);
  return ISO_COUNTRIES.has(region) ? region : undefined;
}
