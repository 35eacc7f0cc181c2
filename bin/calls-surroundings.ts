import { masked, type Surroundings } from "../calls";
import { pictureOf, reportOf, svg } from "../review";
import type { Review } from "../stack/change";

/** What a page of a replay shows beside it: the picture, the effects and the findings of the change. */
export function surroundings(review: Review | undefined, isMasked: boolean): Surroundings {
  if (review === undefined) return { title: "Calls: the account as it is" };
  const { project, stack, changes, findings } = reportOf(review);
  const told = (text: string): string => (isMasked ? masked(text) : text);
  return {
    title: `Calls: what changes in ${project}, stack ${stack}`,
    pictureSvg: told(svg(pictureOf(review))),
    effects: changes.flatMap(({ effects }) => effects.map(({ text }) => told(text))),
    findings: findings.filter(({ judged }) => judged).map(({ rule, message }) => told(`${rule}: ${message}`)),
  };
}
