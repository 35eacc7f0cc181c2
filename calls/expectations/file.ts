import { isIP } from "node:net";
import type { Node } from "yaml";
import { nearest } from "../../provider/nearest";
import { spoken } from "../../provider/words";
import { answersOf as checkedAnswers } from "../answers";
import type { Answers } from "../questions";
import { Reader } from "./reader";
import { FILE_KEYS, PARTY_KEYS } from "./schema";
import { sentenceOf, type Sentence } from "./sentence";
import { KEYWORDS } from "./words";

/** Who calls out, as a file tells it. */
export interface PartyOfFile {
  readonly line: number;
  readonly trunk?: string;
  readonly source?: string;
  readonly username?: string;
  readonly from?: string;
}

/** A sentence of a file. */
export interface Expectation {
  readonly text: string;
  readonly line: number;
  readonly sentence: Sentence;
}

/** What a team expects of its calls. */
export interface Expectations {
  /** What to call the file in an error. */
  readonly source: string;
  readonly parties: ReadonlyMap<string, PartyOfFile>;
  readonly expect: readonly Expectation[];
  readonly answers: Answers;
  readonly isWhole: boolean;
}

/** Reads a file of expectations, YAML or JSON. @throws Error with the file, the line and what is right there */
export function readExpectations(text: string, source: string): Expectations {
  const reader = new Reader(text, source);
  const top = reader.top("a file of expectations", FILE_KEYS);
  const parties = new Map(
    [...reader.entries(top.get("parties"), "parties")].map(([name, node]) => [
      name,
      partyOf(reader, name, node),
    ]),
  );
  return {
    source,
    parties,
    expect: sentencesOf(reader, top.get("expect"), parties),
    answers: answersOf(reader, top.get("answers")),
    isWhole: isWholeOf(reader, top.get("whole")),
  };
}

/** The answers of a file that has some, such as one of expectations. @throws as `readExpectations` */
export function readAnswers(text: string, source: string): Answers {
  const reader = new Reader(text, source);
  return answersOf(reader, reader.top("a file with answers", FILE_KEYS).get("answers"));
}

function partyOf(reader: Reader, name: string, node: Node | undefined): PartyOfFile {
  if (KEYWORDS.has(name) || isIP(name) > 0 || /[\s,"]/.test(name) || name.startsWith("+")) {
    reader.fail(node, `a party cannot be called ${name}: take one word that no sentence has, such as office`);
  }
  const given = [...reader.entries(node, `party ${name}`, PARTY_KEYS)].map(
    ([key, value]) => [key, reader.text(value, key)] as const,
  );
  const party: PartyOfFile = { line: reader.lineOf(node), ...Object.fromEntries(given) };
  if (party.source !== undefined && isIP(party.source) === 0) {
    reader.fail(node, `${party.source} of party ${name} is no address: source is one, such as 198.51.100.17`);
  }
  return party;
}

function sentencesOf(
  reader: Reader,
  node: Node | undefined,
  parties: ReadonlyMap<string, PartyOfFile>,
): Expectation[] {
  const found: Expectation[] = [];
  let number: string | undefined;
  for (const item of reader.items(node, "expect", "office can call DE")) {
    const text = reader.text(item, "a sentence").trim();
    try {
      const sentence = sentenceOf(text);
      if (sentence.form === "outbound") {
        checkParty(sentence.caller.form === "party" ? sentence.caller.name : undefined, parties);
        number = undefined;
        found.push({ text, line: reader.lineOf(item), sentence });
      } else {
        number = sentence.number ?? number;
        if (number === undefined)
          throw new Error('"it" is the number of the sentence before, which has none');
        found.push({ text, line: reader.lineOf(item), sentence: { ...sentence, number } });
      }
    } catch (error) {
      reader.fail(item, `"${text}": ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return found;
}

function checkParty(name: string | undefined, parties: ReadonlyMap<string, PartyOfFile>): void {
  if (name === undefined || parties.has(name)) return;
  const meant = nearest(name, [...parties.keys()]);
  const hint =
    meant.length > 0
      ? `${spoken(meant)} is probably meant`
      : `name it under parties, as ${name}: {trunk: voice, source: 198.51.100.17}`;
  throw new Error(`there is no party ${name}: ${hint}`);
}

function answersOf(reader: Reader, node: Node | undefined): Answers {
  const given = [...reader.entries(node, "answers")].map(([id, value]) => {
    const answer = reader.text(value, id);
    try {
      return checkedAnswers({ [id]: answer }, "answers");
    } catch (error) {
      return reader.fail(value, error instanceof Error ? error.message : String(error));
    }
  });
  return Object.assign({}, ...given) as Answers;
}

function isWholeOf(reader: Reader, node: Node | undefined): boolean {
  if (node === undefined) return false;
  return reader.flag(node, "whole");
}
