import { isIP } from "node:net";
import { countryMeant } from "../../provider/country-names";
import { ISO_COUNTRIES } from "../../provider/countries";
import { Words } from "./words";

/** Who calls out, in a sentence. */
export type Caller =
  | { readonly form: "party"; readonly name: string }
  | { readonly form: "address"; readonly address: string }
  | { readonly form: "nobody" };

/** Where a call goes: a country, which stands for all its numbers, or one number. */
export type Destination = { readonly country: string } | { readonly number: string };

/** What a team expects of calls out. */
export interface OutboundSentence {
  readonly form: "outbound";
  readonly caller: Caller;
  readonly can: boolean;
  /** None: wherever it calls. */
  readonly destinations: readonly Destination[];
  /** First digits of numbers, without `+`, of which nothing is said. */
  readonly except: readonly string[];
}

/** What a team expects of calls to one of its numbers. */
export interface InboundSentence {
  readonly form: "inbound";
  /** In E.164; undefined for `it`, the number of the sentence before. */
  readonly number: string | undefined;
  /** Who calls, in E.164. */
  readonly from?: string;
  /** Names of endpoints that do not answer. */
  readonly down: readonly string[];
  /** Names of endpoints, those that take turns together; none where the number cannot be called. */
  readonly rings: readonly (readonly string[])[];
  /** The number that it is forwarded to, where one is named. */
  readonly forwardedTo?: string;
}

/** A sentence taken apart. */
export type Sentence = OutboundSentence | InboundSentence;

const NUMBER = /^\+[1-9]\d{4,14}$/;
const PREFIX = /^\+[1-9]\d{0,14}$/;

/** Takes a sentence apart. @throws Error with what is right in place of the word that is wrong */
export function sentenceOf(text: string): Sentence {
  const words = new Words(text);
  const down = words.take("with") ? downOf(words) : [];
  const number = words.peek("it") ? undefined : words.next().text;
  if (number === undefined) words.next();
  if (number === undefined || number.startsWith("+")) {
    const called = number === undefined ? undefined : numberOf(number);
    return { form: "inbound", number: called, down, ...inboundOf(words) };
  }
  if (down.length > 0) words.fail(`after "down" comes a number or "it", not ${number}`);
  return { form: "outbound", ...outboundOf(words, number) };
}

function downOf(words: Words): string[] {
  const names = words.names();
  words.must("down");
  words.take(",");
  return names;
}

function inboundOf(words: Words): Pick<InboundSentence, "from" | "rings" | "forwardedTo"> {
  const from = words.take("from") ? { from: numberOf(words.next().text) } : {};
  if (words.take("cannot")) {
    words.must("be");
    words.must("called");
    words.end();
    return { ...from, rings: [] };
  }
  words.must("rings", 'of a number "rings …" or "cannot be called" is expected');
  const rings: string[][] = [];
  for (;;) {
    if (words.text().startsWith("+")) {
      const forwardedTo = numberOf(words.next().text);
      words.end();
      return { ...from, rings, forwardedTo };
    }
    rings.push(words.names("and"));
    if (words.isAtEnd()) return { ...from, rings };
    words.take(",");
    words.must("then", 'groups of endpoints are parted by ", then", and those of a group by "and"');
  }
}

function outboundOf(words: Words, who: string): Omit<OutboundSentence, "form"> {
  const caller: Caller =
    who === "nobody"
      ? { form: "nobody" }
      : isIP(who) > 0
        ? { form: "address", address: who }
        : { form: "party", name: who };
  const can = words.take("can");
  if (!can) words.must("cannot", `after ${who} comes "can call" or "cannot call"`);
  words.must("call");
  if (caller.form === "nobody" && !can) words.fail('say "nobody can call …"');
  const destinations: Destination[] = [];
  while (!words.isAtEnd() && !words.peek("except")) {
    destinations.push(destinationOf(words));
    if (!words.takeSeparator()) break;
    words.mustGoOn("a country or a number");
  }
  if (destinations.length === 0 && can) words.fail(`say where to, such as "${who} can call DE"`);
  const except = words.take("except") ? words.list().map(prefixOf) : [];
  if (except.length > 0 && !destinations.some((one) => "country" in one)) {
    words.fail('"except" takes numbers out of a country, such as "office can call DE except +49900"');
  }
  words.end();
  return { caller, can, destinations, except };
}

function destinationOf(words: Words): Destination {
  const { text } = words.next();
  if (text.startsWith("+")) return { number: numberOf(text) };
  if (ISO_COUNTRIES.has(text)) return { country: text };
  const meant = countryMeant(text);
  const hint = meant === undefined ? "such as DE" : `${meant} is probably meant`;
  throw new Error(`${text} is no country: countries are two capital letters of ISO 3166-1, ${hint}`);
}

function numberOf(text: string): string {
  if (NUMBER.test(text)) return text;
  throw new Error(`${text} is no number: numbers are in E.164, such as +12025550101, without spaces`);
}

function prefixOf(text: string): string {
  if (PREFIX.test(text)) return text.slice(1);
  throw new Error(`${text} is no beginning of numbers: "+" and the first digits, such as +49900`);
}
