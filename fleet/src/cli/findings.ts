/** What all previews do to calls, and what the rules of the policy pack say of that, for whoever has to agree to them. */
import type { Summary } from "../activities";
import type { Store } from "../store/store";

export const MOST_SHOWN = 20;

interface Kept {
  readonly shards: readonly {
    readonly shard: string;
    readonly report: {
      readonly changes: readonly { readonly effects: readonly Effect[] }[];
      readonly findings: readonly Finding[];
    };
  }[];
}
interface Effect {
  readonly direction: string;
  readonly text: string;
}
interface Finding {
  readonly rule: string;
  readonly level: string;
  readonly judged: boolean;
  readonly message: string;
}

const DIRECTIONS = ["opens", "diverts", "closes"];

/** How much changes, what it does to calls, and what is broken, the mandatory rules first. */
export async function previewText(summary: Summary, store: Store): Promise<string> {
  const { counts, mandatory, advisory, report } = summary;
  const { shards } = JSON.parse(await store.get(report)) as Kept;
  const all = shards.flatMap(({ shard, report: { findings } }) =>
    findings.filter(({ judged }) => judged).map((one) => ({ ...one, shard })),
  );
  const ordered = ["mandatory", "advisory"].flatMap((wanted) => all.filter(({ level }) => level === wanted));
  const changes = Object.entries(counts).map(([operation, count]) => `${count} ${operation}`);
  const effects = shards.flatMap(({ shard, report: { changes: own } }) =>
    own
      .flatMap((change) => change.effects)
      .map(({ direction, text }) => ({ direction, text: `${shard}: ${text}` })),
  );
  return [
    `Previews: ${changes.join(", ")}; ${mandatory} mandatory and ${advisory} advisory findings.`,
    ...DIRECTIONS.flatMap((wanted) =>
      capped(effects.filter(({ direction }) => direction === wanted).map(({ text }) => text)),
    ),
    ...capped(ordered.map(({ shard, rule, level, message }) => `${shard}: ${rule} (${level}): ${message}`)),
  ].join("\n");
}

/** The first lines, and how many more there are. */
export function capped(lines: readonly string[]): string[] {
  const rest = lines.length - MOST_SHOWN;
  return [...lines.slice(0, MOST_SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])].map(
    (line) => `  ${line}`,
  );
}
