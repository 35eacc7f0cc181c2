import { COUNTRIES } from "./countries";
import type { Random } from "./random";

/** A number that somebody may have, with its country. */
export interface Subscriber {
  /** In E.164, with `+`. */
  number: string;
  country: string;
}

/** How the numbers of a country begin, and how many digits follow. */
type Range = readonly [begin: string, digits: number];

/** Ranges that are kept for fiction, in the countries that have one. */
const FICTION: Readonly<Record<string, Range>> = {
  US: ["+120255501", 2],
  CA: ["+161355501", 2],
  GB: ["+447700900", 3],
  AU: ["+6125550", 4],
  DE: ["+493023125", 3],
  FR: ["+33199001", 3],
  SE: ["+467017406", 2],
};

/** Landlines of large cities. */
const CITIES: Readonly<Record<string, Range>> = {
  AE: ["+97142", 6],
  AT: ["+4315", 6],
  BE: ["+3225", 6],
  BR: ["+551132", 6],
  CH: ["+414424", 5],
  CN: ["+861065", 6],
  CU: ["+5378", 6],
  DK: ["+453315", 4],
  ES: ["+34912", 6],
  FI: ["+35896", 6],
  IE: ["+35316", 6],
  IN: ["+911123", 6],
  IT: ["+390669", 6],
  JP: ["+81352", 6],
  MX: ["+525552", 6],
  NL: ["+31205", 6],
  NO: ["+4722", 6],
  NZ: ["+6493", 6],
  PL: ["+48225", 6],
  PT: ["+35121", 7],
  SG: ["+6562", 6],
  ZA: ["+27112", 6],
};

/** How the numbers of any other country go on after its dialing code. */
const OTHERS: Range = ["2", 7];

/** So many people of a country are called, or call, again and again. */
const SUBSCRIBERS = 40;

/** People of a country, the ones with most calls first. */
export function subscribers(country: string, random: Random): Subscriber[] {
  const [code = ""] = COUNTRIES.get(country)?.countryDialingCodes ?? [];
  if (code === "") return [];
  const [begin, digits] = FICTION[country] ?? CITIES[country] ?? [code + OTHERS[0], OTHERS[1]];
  const numbers = Array.from(
    { length: SUBSCRIBERS },
    () => begin + String(random.below(10 ** digits)).padStart(digits, "0"),
  );
  return [...new Set(numbers)].map((number) => ({ number, country }));
}

/** Countries in the order in which traffic calls them: those first of which more is known than the dialing code. */
export function citiesFirst(countries: readonly string[]): string[] {
  const known = [...Object.keys(FICTION), ...Object.keys(CITIES)];
  const isThere = new Set(countries);
  return [...new Set([...known.filter((country) => isThere.has(country)), ...countries])];
}
