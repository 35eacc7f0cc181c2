import {
  parseSources,
  Replay,
  sourcesByTrunk,
  type Answers,
  type ReplayReport,
  type Sides,
  type World,
} from "../calls";
import { systemClock } from "../provider/api/clock";
import { textOf } from "../provider/json";
import { readText } from "../stack/state";
import { historyOf, type HistoryFlags } from "./calls-history";
import type { Client } from "../provider/api/client";
import { showRate } from "./progress";

/** What calls are held against, and how. */
export interface Replaying extends HistoryFlags {
  readonly sides: Sides;
  readonly answers: Answers;
  /** A file that tells from where each trunk's calls come. */
  readonly sources?: string;
  readonly client: () => Promise<Client>;
}

/** Holds the calls of a history against both sides, with bars that tell how far that is. */
export async function replayed({
  sides,
  answers,
  sources,
  client,
  ...flags
}: Replaying): Promise<ReplayReport> {
  const { before = sides.after, after, notes } = sides;
  const worlds = [before, after];
  const replay = new Replay({
    before,
    ...(sides.before && { after }),
    answers,
    ...(sources !== undefined && { sources: sourcesIn(sources, worlds) }),
  });
  const history = await historyOf(flags, client);
  const progress = showRate("Replaying calls", systemClock);
  const summary = await history
    .read((record) => {
      replay.add(record);
    }, progress.update)
    .finally(progress.end);
  // What is read is kept only where something failed, so that the next run goes on.
  await history.forget?.();
  return replay.report({ ...summary, notes: [...notes, ...summary.notes] });
}

function sourcesIn(file: string, worlds: readonly World[]): ReturnType<typeof sourcesByTrunk> {
  const trunks = new Map(
    worlds.flatMap((world) =>
      [...world.trunksById].map(([id, { resource }]) => [
        id,
        {
          id,
          name: textOf(resource.properties.name) || resource.name,
          hostName: textOf(resource.properties.hostName),
        },
      ]),
    ),
  );
  return sourcesByTrunk(parseSources(readText(file), file), [...trunks.values()], file);
}
