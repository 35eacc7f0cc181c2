import type { CallBlockingRule } from "./entities";
import { invalid, notFound } from "./errors";
import { optionalText, requiredText } from "./json";
import { NO_CONTENT, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest, sorted } from "./paging";
import { labelIn, labelJson, objectIn } from "./request-fields";
import { timesOf, type Precision } from "./times";

type RuleFields = Omit<CallBlockingRule, "id" | "createTime" | "updateTime">;

/** GET /callBlockingRules */
export function getBlockingRules(call: Call): Answer {
  const { project, query, switches } = call;
  const page = cut(sorted(project.callBlockingRules.values(), query), pageRequest(query));
  const items = page.items.map((rule) => ruleJson(call, rule, "read"));
  if (switches.listShape === "openapi") return ok(switches.emptyLists ? [] : items);
  return ok(envelope("callBlockingRules", { ...page, items }, switches));
}

/** POST /callBlockingRules */
export function createBlockingRule(call: Call): Answer {
  const { project, store } = call;
  const fields = ruleFields(call);
  const rule: CallBlockingRule = {
    id: store.ulid(),
    ...fields,
    createTime: store.now(),
    updateTime: null,
  };
  project.callBlockingRules.set(rule.id, rule);
  return ok(ruleJson(call, rule, "written"));
}

/** PUT /callBlockingRules/{ruleId}: replaces the whole rule. */
export function updateBlockingRuleById(call: Call): Answer {
  const rule = ruleOf(call);
  Object.assign(rule, ruleFields(call), { updateTime: call.store.now() });
  return ok(ruleJson(call, rule, "written"));
}

/** DELETE /callBlockingRules/{ruleId} */
export function deleteBlockingRuleById(call: Call): Answer {
  call.project.callBlockingRules.delete(ruleOf(call).id);
  return NO_CONTENT;
}

function ruleOf(call: Call): CallBlockingRule {
  const id = param(call, "ruleId");
  const rule = call.project.callBlockingRules.get(id);
  if (!rule) throw notFound("Call Blocking Rule", id);
  return rule;
}

/** The direction comes in any case and is answered in lower case. */
function ruleFields(call: Call): RuleFields {
  const object = objectIn(call, "callBlockingRule");
  const direction = requiredText(object, "direction").toLowerCase();
  if (direction !== "inbound" && direction !== "outbound") {
    throw invalid("direction", "must be one of INBOUND, OUTBOUND");
  }
  return {
    name: optionalText(object, "name") ?? null,
    direction,
    callerCountry: optionalText(object, "callerCountry") ?? null,
    calleeCountry: optionalText(object, "calleeCountry") ?? null,
    callerMatch: optionalText(object, "callerMatch") ?? null,
    calleeMatch: optionalText(object, "calleeMatch") ?? null,
    ...labelIn(call, object),
  };
}

function ruleJson(call: Call, rule: CallBlockingRule, precision: Precision): object {
  const times = timesOf(rule, precision);
  return { ...rule, ...labelJson(call, rule), ...times, projectId: call.project.id };
}
