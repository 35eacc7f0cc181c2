import { ENTITIES } from "../../provider/entities";
import { odditiesOf } from "../../provider/oddities";
import { knownPart } from "../../provider/unknown";
import { defineRule, notJudged, violation, type Finding } from "../rule";
import { isUnknown, type StackResource } from "../stack";

/** Values that the API takes, and that do nothing or other than what they are meant for. */
export const valueCanHardlyWork = defineRule({
  name: "value-can-hardly-work",
  description:
    "A value must be one that can work: a prefix of numbers that exist, an address that is reachable.",
  level: "advisory",
  source: "What the API's documents and the numbering plans say of numbers, addresses and usernames",
  parameters: {},
  scope: "resource",
  judge: (stack) => stack.flatMap(judgeValues),
});

export const ODDITY_RULES = [valueCanHardlyWork];

/** Networks that nobody calls from have a rule of their own. */
const JUDGED_ELSEWHERE = ["AccessControlList", "IpRange"];

function judgeValues(resource: StackResource): Finding[] {
  const { kind, properties } = resource;
  const entity = ENTITIES.find(({ name }) => name === kind);
  if (entity === undefined || JUDGED_ELSEWHERE.includes(kind)) return [];
  const found = odditiesOf(entity, knownPart(properties), (key) => properties[key] !== undefined);
  const unknown = Object.keys(entity.odd ?? {}).filter((key) => isUnknown(resource, key));
  return [
    ...found.map(({ property, reason }) =>
      violation(
        resource,
        `has a ${property} that ${reason}`,
        "The API takes it: change it, or switch this rule off for it if it does work.",
      ),
    ),
    ...unknown.map((key) => notJudged(resource, `its ${key} is not known yet`)),
  ];
}
