import type { Lack } from "../history/history";
import { BIT } from "./counted";
import { countText, counted } from "./format";
import { WINDOW } from "./recent";
import type { NotKnown } from "./report";

/** What was counted of calls whose record lacks something. */
export interface Gaps {
  readonly lacks: readonly Lack[];
  readonly calls: number;
  /** How many calls have a bit. */
  readonly sumOf: (bit: number) => number;
  readonly notOrdered: number;
  readonly alone: number;
}

/** What was not known, step by step: what that means for the verdicts, and what helps. */
export function notKnownOf({ lacks, calls, sumOf, notOrdered, alone }: Gaps): NotKnown[] {
  const lacking = (lack: Lack): number => (lacks.includes(lack) ? calls : 0);
  const all: readonly NotKnown[] = [
    {
      step: "gate",
      calls: sumOf(BIT.noSource),
      text: `Gate: the address that ${outbound(sumOf(BIT.noSource))} came from is not known, so they are taken to have been let in; --sources FILE tells addresses by trunk.`,
    },
    {
      step: "gate",
      calls: sumOf(BIT.noUsername),
      text: `Gate: the username of ${outbound(sumOf(BIT.noUsername))} is not known, so they are taken to have signed in; --sources FILE tells usernames by trunk.`,
    },
    {
      step: "gate",
      calls: sumOf(BIT.otherGate),
      text: `Gate: lists or endpoints change that may let in ${countText(sumOf(BIT.otherGate))} of these, so their gate is not known.`,
    },
    {
      step: "country",
      calls: sumOf(BIT.noCountry),
      text: `Country: the records of ${counted(sumOf(BIT.noCountry), "call")} do not name it, so it was looked up in the number plans.`,
    },
    {
      step: "rate",
      calls: notOrdered,
      text: `Calls a second: ${counted(notOrdered, "outbound call")} stand too far from the order of time to be counted by the second, so no limit was held against them.`,
    },
    {
      step: "pairs",
      calls: lacking("group"),
      text: "Forwarded calls: these records do not tell which two are of one call, so each is counted as a call.",
    },
    {
      step: "pairs",
      calls: alone,
      text: `Forwarded calls: ${counted(alone, "record")} had no other one of their group among the next ${countText(WINDOW)}; one that comes later was counted as a call of its own.`,
    },
    {
      step: "duration",
      calls: lacking("duration"),
      text: "Minutes: these records have no duration.",
    },
    { step: "cost", calls: lacking("cost"), text: "Money: these records have no cost." },
    {
      step: "response",
      calls: lacking("response"),
      text: "What happened: these records have no SIP response, so only an answered call with a duration is known to have been let through.",
    },
  ];
  return all.filter((one) => one.calls > 0);
}

function outbound(calls: number): string {
  return counted(calls, "outbound call");
}
