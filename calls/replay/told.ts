import { countryText, kindText } from "./format";
import { numberText, partyOf, subjectOf, withoutCountry } from "../numbers";
import { changeText, reasonText, verdictText } from "./difference";
import { indexOf, RESULTS, type Told } from "./counted";
import type { Changed, Example, Kind, Model, Part, Sums } from "./report";
import { parts, Tallies, Tally, type Spent } from "./tally";
import { Top } from "./top";

/** So many numbers are counted apart; with more of them, counts are approximate. */
const NUMBERS = 2000;

/** What a report shows of each list. */
const SHOWN = { reasons: 50, trunks: 200, countries: 300, numbers: 50 } as const;

interface Pile {
  readonly tally: Tally;
  example?: Told;
}

/** Sums over the calls whose verdict changes. */
export class ChangedCalls {
  private readonly all = new Tally();
  private readonly kinds: (Pile | undefined)[] = [];
  private readonly reasons = new Tallies();
  private readonly trunks = new Tallies();
  private readonly countries = new Tallies();
  private readonly numbers = new Top(NUMBERS);

  /** Counts a call, or takes one back. */
  count(told: Told, times: 1 | -1): void {
    const { record } = told;
    for (const tally of this.tallies(told)) tally.count(record, times);
    const number = numberText(partyOf(record.to));
    if (times === 1) this.numbers.add(number);
    else this.numbers.remove(number);
    keepExample(this.kindOf(told), told, times);
  }

  /** Adds what the other record of a forwarded call cost. */
  addCost(told: Told, spent: Spent): void {
    for (const tally of this.tallies(told)) tally.addCost(spent, 1);
  }

  /** @param callsOf how many calls a trunk had in all */
  report(callsOf: (trunk: string) => number): Changed {
    const numbers = this.numbers.list(SHOWN.numbers);
    const withAll = (part: Part): Part => ({ ...part, of: callsOf(part.name) });
    return {
      ...this.all.sums(),
      kinds: this.kinds
        .flatMap((pile, index) => (pile === undefined ? [] : kindOf(pile, index)))
        .sort((one, other) => urgency(one) - urgency(other) || other.calls - one.calls),
      reasons: parts(this.reasons.list(), SHOWN.reasons),
      trunks: parts(this.trunks.list().map(withAll), SHOWN.trunks),
      countries: parts(this.countries.list().map(withCountryName), SHOWN.countries),
      numbers: {
        list: numbers,
        atMostTooMany: Math.max(0, ...numbers.map(({ atMostTooMany }) => atMostTooMany)),
      },
    };
  }

  private kindOf({ before, after = before }: Told): Pile {
    const index = RESULTS.length * indexOf(before.result) + indexOf(after.result);
    return (this.kinds[index] ??= { tally: new Tally() });
  }

  private tallies(told: Told): Tally[] {
    const { before, after = before, trunk } = told;
    return [
      this.all,
      this.kindOf(told).tally,
      this.reasons.of(changeText(before, after)),
      this.trunks.of(trunk),
      this.countries.of(countryOf(told)),
    ];
  }
}

/** What is refused afterwards comes first. */
function urgency({ to }: Kind): number {
  return to === "refused" ? 0 : 1;
}

function kindOf({ tally, example }: Pile, index: number): Kind[] {
  const from = RESULTS[Math.floor(index / RESULTS.length)] ?? "not known";
  const to = RESULTS[index % RESULTS.length] ?? "not known";
  const sums: Sums = tally.sums();
  if (sums.calls === 0) return [];
  return [{ name: kindText(from, to), from, to, ...sums, ...(example && { example: exampleOf(example) }) }];
}

/** Keeps the first call as the example; one that is taken back is none, and the next one takes its place. */
function keepExample(pile: Pile, told: Told, times: 1 | -1): void {
  if (times === 1) pile.example ??= told;
  else if (pile.example === told) delete pile.example;
}

/** So many reasons have an example. */
const EXAMPLES = 100;

/** Sums over calls that were let through and that the present set-up refuses. */
export class WrongCalls {
  private readonly reasons = new Tallies();
  private readonly piles = new Map<string, Pile>();

  /** Counts a call, or takes one back. */
  count(told: Told, times: 1 | -1): void {
    const name = reasonText(told.before);
    const tally = this.reasons.of(name);
    tally.count(told.record, times);
    if (this.piles.size < EXAMPLES && !this.piles.has(name)) this.piles.set(name, { tally });
    const pile = this.piles.get(name);
    if (pile) keepExample(pile, told, times);
  }

  report(): Pick<Model, "reasons" | "more"> {
    const { list, more } = parts(this.reasons.list(), SHOWN.reasons);
    const reasons = list.map((part) => {
      const example = this.piles.get(part.name)?.example;
      return { ...part, ...(example && { example: exampleOf({ ...example, after: undefined }) }) };
    });
    return { reasons, more };
  }
}

function exampleOf({
  record,
  trunk,
  before,
  after,
}: Omit<Told, "after"> & { after?: Told["after"] }): Example {
  const { id, timeMs, direction, from, to, result, response } = record;
  return {
    id,
    time: new Date(timeMs).toISOString(),
    direction,
    ...{ from, to, trunk },
    happened: response === undefined ? result : `${result} (${response})`,
    before: verdictText(before),
    ...(after && { after: verdictText(after) }),
  };
}

/** The country at the other end by its code, or what is said in its place. */
function countryOf({ record }: Told): string {
  const isOutbound = record.direction === "outbound";
  const party = isOutbound ? partyOf(record.to, record.toCountry) : partyOf(record.from, record.fromCountry);
  const { country, regions } = subjectOf(party);
  if (country !== undefined) return country;
  return regions === undefined ? withoutCountry(party) : severalText(party.digits, regions);
}

/** As many countries as are named where a number may be of any of them. */
const NAMED = 3;

const OR = " or ";

function severalText(digits: string, regions: Iterable<string>): string {
  const all = [...regions].sort();
  return all.length <= NAMED ? all.join(OR) : `one of ${all.length} countries (+${digits.slice(0, NAMED)}…)`;
}

/** Names of countries are made for a report only: to look one up takes longer than to judge a call. */
function withCountryName(part: Part): Part {
  return { ...part, name: part.name.split(OR).map(countryText).join(OR) };
}
