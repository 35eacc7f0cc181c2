import { readReview, reportJson, reportOf, type PolicyConfig } from "pulumi-sinch/internals";
import type { Context } from "./context";
import { contentOf, requireAtHome, spared } from "./content";
import type { PreviewJob, Previewed } from "./jobs";
import { ShardStack } from "./stack";

/** Looks at what an update would do. */
export async function preview(
  { shard, release: hash, isPutBack }: PreviewJob,
  context: Context,
): Promise<Previewed> {
  const { rows, left, program } = await contentOf(shard, hash, context);
  await requireAtHome(shard, rows, context);
  const stack = new ShardStack(shard, context);
  const state = await stack.export();
  if (state === undefined) await stack.create();
  const { exclude, customers } = spared(state, rows);
  const { counts, stdout } = await stack.preview(program, { exclude, isPutBack });
  const report = reportOf(readReview(stdout, `the preview of ${shard}`), policyOf(context));
  // What no rule could judge is broken as little as passed: the report has it.
  const broken = (level: string): number =>
    report.findings.filter((one) => one.judged && one.level === level).length;
  const seen = {
    counts,
    mandatory: broken("mandatory"),
    advisory: broken("advisory"),
    left: [...new Set([...left.map(({ customer }) => customer), ...customers])].sort(),
  };
  const whole = JSON.stringify({ ...seen, report: JSON.parse(reportJson(report)) as unknown });
  return { ...seen, report: await context.store.put(whole) };
}

/** The policy pack's configuration. */
export function policyOf({ policy }: Context): PolicyConfig {
  return policy === undefined ? {} : (JSON.parse(policy) as PolicyConfig);
}
