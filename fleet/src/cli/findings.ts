/** What the rules of the policy pack say of all previews, for whoever has to agree to them. */
import type { Summary } from "../activities";
import type { Store } from "../store/store";

const MOST_SHOWN = 20;

interface Kept {
  readonly shards: readonly {
    readonly shard: string;
    readonly report: { readonly findings: readonly Finding[] };
  }[];
}
interface Finding {
  readonly rule: string;
  readonly level: string;
  readonly judged: boolean;
  readonly message: string;
}

/** How much changes, and what is broken, the mandatory rules first. */
export async function previewText(summary: Summary, store: Store): Promise<string> {
  const { counts, mandatory, advisory, report } = summary;
  const { shards } = JSON.parse(await store.get(report)) as Kept;
  const all = shards.flatMap(({ shard, report: { findings } }) =>
    findings.filter(({ judged }) => judged).map((one) => ({ ...one, shard })),
  );
  const ordered = ["mandatory", "advisory"].flatMap((wanted) => all.filter(({ level }) => level === wanted));
  const changes = Object.entries(counts).map(([operation, count]) => `${count} ${operation}`);
  const rest = ordered.length - MOST_SHOWN;
  return [
    `Previews: ${changes.join(", ")}; ${mandatory} mandatory and ${advisory} advisory findings.`,
    ...ordered
      .slice(0, MOST_SHOWN)
      .map(({ shard, rule, level, message }) => `  ${shard}: ${rule} (${level}): ${message}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ].join("\n");
}
