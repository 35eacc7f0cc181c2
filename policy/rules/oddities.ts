import { ENTITIES } from "../../provider/entities";
import { odditiesOf } from "../../provider/oddities";
import type { JsonObject } from "../../provider/json";
import { hasUnknown, knownPart } from "../../provider/unknown";
import { defineRule, notJudged, violation, type Finding } from "../rule";
import { usernamesOf, type StackResource } from "../../stack/resource";
import { HIDDEN } from "../../stack/unseen";

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
  const { kind } = resource;
  const properties = seen(resource);
  const entity = ENTITIES.find(({ name }) => name === kind);
  if (entity === undefined || JUDGED_ELSEWHERE.includes(kind)) return [];
  const found = odditiesOf(entity, knownPart(properties), (key) => resource.properties[key] !== undefined);
  const unknown = Object.keys(entity.odd ?? {}).filter((key) => hasUnknown(resource.properties[key]));
  const hidden = Object.keys(entity.odd ?? {}).filter(
    (key) => properties[key] === undefined && isHidden(resource, key),
  );
  return [
    ...found.map(({ property, reason }) =>
      violation(
        resource,
        `has a ${property} that ${reason}`,
        "The API takes it: change it, or switch this rule off for it if it does work.",
      ),
    ),
    ...unknown.map((key) => notJudged(resource, `its ${key} is not known here`)),
    ...hidden.map((key) => notJudged(resource, `its ${key} is not known here`)),
  ];
}

/** What can be looked at: of secret credentials, of which Pulumi's JSON shows nothing, the usernames. */
function seen(resource: StackResource): JsonObject {
  const shown = Object.entries(resource.properties).filter(([key]) => !isHidden(resource, key));
  const usernames = usernamesOf(resource).map((username) => ({ username }));
  const isSecret = isHidden(resource, "credentials") && usernames.length > 0;
  return { ...Object.fromEntries(shown), ...(isSecret && { credentials: usernames }) };
}

/** Whether a value is what Pulumi's JSON shows in the place of a secret one. */
function isHidden({ properties }: StackResource, key: string): boolean {
  return properties[key] === HIDDEN;
}
