import type { CallBlockingRule } from "./entities";
import { invalid, notFound } from "./errors";
import { asObject, optionalText, requiredText } from "./json";
import { NO_CONTENT, ok, param, type Answer, type Call } from "./operation";
import { cut, envelope, pageRequest, sorted } from "./paging";
import type { Project } from "./project";
import { timesOf, type Precision } from "./times";

type RuleFields = Omit<CallBlockingRule, "id" | "createTime" | "updateTime">;

/** GET /callBlockingRules */
export function getBlockingRules(call: Call): Answer {
  const { project, query, switches } = call;
  const page = cut(sorted(project.callBlockingRules.values(), query), pageRequest(query));
  const items = page.items.map((rule) => ruleJson(project, rule, "read"));
  if (switches.listShape === "openapi") return ok(items);
  return ok(envelope("callBlockingRules", { ...page, items }, switches.listShape));
}

/** POST /callBlockingRules */
export function createBlockingRule(call: Call): Answer {
  const { project, store } = call;
  const fields = ruleFields(call.body);
  const rule: CallBlockingRule = {
    id: store.ulid(),
    ...fields,
    createTime: store.now(),
    updateTime: null,
  };
  project.callBlockingRules.set(rule.id, rule);
  return ok(ruleJson(project, rule, "written"));
}

/** PUT /callBlockingRules/{ruleId}: replaces the whole rule. */
export function updateBlockingRuleById(call: Call): Answer {
  const rule = ruleOf(call);
  Object.assign(rule, ruleFields(call.body), { updateTime: call.store.now() });
  return ok(ruleJson(call.project, rule, "written"));
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
function ruleFields(body: unknown): RuleFields {
  const object = asObject(body);
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
  };
}

function ruleJson(project: Project, rule: CallBlockingRule, precision: Precision): object {
  return { ...rule, ...timesOf(rule, precision), projectId: project.id };
}
