/** Histories of workflows as they ran once, in `fleet/tests/histories`, one file for each kind. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporal } from "@temporalio/proto";
import type { Kept } from "./histories";

const { History } = temporal.api.history.v1;
const FOLDER = join(__dirname, "..", "histories");

type History = Kept["history"];

/** As JSON: numbers of 64 bits and enumerations as text, bytes in base 64. */
function jsonOf(history: History): { events: { [attributes: string]: Scheduled }[] } {
  const plain = History.toObject(History.fromObject(history), {
    longs: String,
    enums: String,
    bytes: String,
  });
  return plain as ReturnType<typeof jsonOf>;
}

export interface Fixture {
  readonly name: string;
  readonly history: History;
}

export function fixtures(): Fixture[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .map((file) => {
      const json = JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Record<string, unknown>;
      return { name: file.replace(".json", ""), history: History.fromObject(json) };
    });
}

/** Keeps the longest history of each kind: it has most in it. */
export function writeFixtures(all: readonly Kept[]): void {
  for (const type of new Set(all.map((one) => one.type))) {
    const [longest] = all
      .filter((one) => one.type === type)
      .sort((one, other) => (other.history.events?.length ?? 0) - (one.history.events?.length ?? 0));
    if (longest === undefined) continue;
    // Who ran it is of no use, and names a machine.
    const text = JSON.stringify(jsonOf(longest.history), (key, value: unknown) =>
      key === "identity" ? "worker" : value,
    );
    writeFileSync(join(FOLDER, `${type}.json`), `${text}\n`);
  }
}

/** How each kind of activity was scheduled, as text. A replay does not look at this. */
export function scheduled(histories: readonly History[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const history of histories) {
    for (const { activityTaskScheduledEventAttributes: given } of jsonOf(history).events) {
      if (given === undefined) continue;
      const { activityType, taskQueue, retryPolicy, ...rest } = given;
      const times = Object.entries(rest)
        .filter(([key]) => /Timeout$/.test(key))
        .sort();
      const how = JSON.stringify([taskQueue.name, times, Object.entries(retryPolicy).sort()]);
      found.set(activityType.name, (found.get(activityType.name) ?? new Set()).add(how));
    }
  }
  return found;
}

interface Scheduled {
  readonly activityType: { readonly name: string };
  readonly taskQueue: { readonly name: string };
  readonly retryPolicy: object;
}

/**
 * What came after each request to cancel an activity until the activity had ended: nothing that the workflow does, where
 * it waits for that as it should.
 */
export function afterCancelRequests({ events }: History): string[][] {
  const all = (events ?? []).map((event) => ({
    kind: Object.keys(event).find((key) => key.endsWith("EventAttributes")) ?? "",
    event,
  }));
  return all.flatMap(({ event: { activityTaskCancelRequestedEventAttributes: asked } }, index) => {
    if (!asked) return [];
    const id = String(asked.scheduledEventId);
    const later = all.slice(index + 1);
    const end = later.findIndex(({ event }) =>
      [
        event.activityTaskCanceledEventAttributes,
        event.activityTaskCompletedEventAttributes,
        event.activityTaskFailedEventAttributes,
      ].some((one) => one && String(one.scheduledEventId) === id),
    );
    return [later.slice(0, end === -1 ? undefined : end).map(({ kind }) => kind)];
  });
}
