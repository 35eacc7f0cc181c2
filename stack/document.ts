import { objectOf, parsed, rawResourcesOfState } from "./state";
import { isObject, objectsOf, textOf, type Json, type JsonObject } from "../provider/json";
import { ENTITIES } from "../provider/entities";
import { UNKNOWN, hasUnknown } from "../provider/unknown";
import type { Blind, Change, Operation, Review } from "./change";
import { completed, inputsOf } from "./completed";
import { placesOf } from "./plan";
import { label, nameOf, providerOf, type StackResource } from "./resource";
import { typeOf } from "./type";
import { HIDDEN } from "./unseen";

const FORMS =
  "`pulumi preview --json --show-sames`, `pulumi refresh --preview-only --json` or `pulumi stack export`";

/**
 * Reads what Pulumi has printed.
 *
 * @param source what to call it in an error
 * @param isDrift whether it is surely a refresh's: one with `--run-program` that finds nothing unchanged cannot be told
 *   from a preview
 * @throws if it is none of the three forms
 */
export function readReview(text: string, source: string, isDrift = false): Review {
  const document = parsed(text);
  if (Array.isArray(document.steps) || isObject(document.changeSummary)) {
    return ofSteps(document, source, isDrift);
  }
  if (!isObject(document.deployment) && !isObject(document.checkpoint)) {
    throw new Error(`${source} is not what ${FORMS} prints`);
  }
  const states = rawResourcesOfState(text, source);
  const changes = states.flatMap((state): Change[] => {
    const resource = resourceOf(state);
    return resource && state.delete !== true ? [{ operation: "same", resource, differing: [] }] : [];
  });
  return { form: "state", ...stackOf(states.map(({ urn }) => urn)), changes, notLookedAt: [], errors: [] };
}

function ofSteps(document: JsonObject, source: string, isDrift: boolean): Review {
  const steps = objectsOf(document.steps);
  // With --run-program the stack itself is "same" in a refresh too.
  const isRefresh =
    isDrift ||
    (steps.some(({ op }) => op === "refresh") &&
      !steps.some(({ op, newState }) => op === "same" && objectOf(newState).custom === true));
  const keySecret = objectOf(document.config)["sinch:keySecret"];
  const areSecretsShown = keySecret !== undefined && keySecret !== HIDDEN;
  const places = placesOf(steps);
  const changes = new Map<string, Change>();
  for (const step of steps) {
    const change = changeOf(step, { areSecretsShown, isRefresh });
    // A replacement comes as several steps: the one that says most stays.
    if (change && rank(change) >= rank(changes.get(change.resource.urn)))
      changes.set(change.resource.urn, change);
  }
  const all = [...changes.values()]
    .map((change) => ({ ...change, place: places.get(change.resource.urn) }))
    .map(({ place, ...change }): Change => (place && !isRefresh ? { ...change, place } : change))
    .sort((a, b) => a.resource.urn.localeCompare(b.resource.urn));
  const kept = steps.filter(({ op }) => op === "same").length;
  const hidden = Number(objectOf(document.changeSummary).same ?? 0) - kept;
  // A refresh leaves out nothing, and counts what was deleted by hand as the same too.
  if (hidden > 0 && !isRefresh) {
    throw new Error(
      `${source} leaves out ${hidden} resources that stay as they are: give what \`pulumi preview --json --show-sames\` prints`,
    );
  }
  const errors = objectsOf(document.diagnostics)
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => textOf(message).trim());
  return {
    form: isRefresh ? "refresh" : "preview",
    ...stackOf(steps.map(({ urn }) => urn)),
    changes: all,
    notLookedAt: all.flatMap((change) => notLookedAt(change)),
    errors,
  };
}

const OPERATIONS: Record<string, Operation> = {
  same: "same",
  refresh: "same",
  read: "same",
  create: "create",
  import: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
};

function rank(change: Change | undefined): number {
  if (change === undefined) return 0;
  return change.operation === "replace" && change.before !== undefined ? 2 : 1;
}

interface Reading {
  readonly areSecretsShown: boolean;
  readonly isRefresh: boolean;
}

function changeOf(step: JsonObject, reading: Reading): Change | undefined {
  const { areSecretsShown, isRefresh } = reading;
  const operation = OPERATIONS[textOf(step.op)];
  const [oldState, newState] = [objectOf(step.oldState), objectOf(step.newState)];
  const differing = Array.isArray(step.diffReasons) ? step.diffReasons.map(textOf) : [];
  const old = resourceOf(oldState, { areSecretsShown });
  // With --run-program, what a refresh finds unchanged has the program's inputs, and no outputs.
  const now = step.op === "refresh" ? oldState : newState;
  const known = operation === "update" || operation === "same" ? lastingOutputs(oldState, differing) : {};
  const after = resourceOf({ id: oldState.id, ...now }, { known, areSecretsShown });
  // A refresh leaves out what a program only reads.
  const isOnlyRead = isRefresh && (newState.external ?? oldState.external) === true;
  const paths = isOnlyRead ? ["*"] : (newState.ignoreChanges ?? oldState.ignoreChanges);
  const ignored = ignoredOf(old ?? after, paths);
  const seen = (one: StackResource | undefined): StackResource | undefined =>
    one && ignored ? { ...withIgnored(one, ignored, isRefresh), ...(isOnlyRead && { isOnlyRead }) } : one;
  const [before, resource] = [seen(old), seen(after ?? old)];
  if (operation === undefined || resource === undefined) return undefined;
  const modified = textOf(oldState.modified);
  const replaceReasons = Array.isArray(step.replaceReasons) ? step.replaceReasons.map(textOf) : [];
  return {
    operation,
    resource,
    differing,
    replaceReasons,
    ...(before && { before }),
    ...(modified !== "" && { modified }),
  };
}

function notLookedAt({ resource, place, operation }: Change): Blind[] {
  const { urn } = resource;
  const ignored = operation === "delete" ? [] : Object.keys(resource.ignored ?? {});
  const order = "whether the old one goes first (give what --show-replacement-steps shows)";
  return [
    ...ignored.map((key) => ({ urn, key, text: ignoredText(resource, key) })),
    ...(place?.isOpen ? [{ urn, key: "", text: `${label(resource)}: ${order}` }] : []),
  ];
}

function ignoredText(resource: StackResource, key: string): string {
  return resource.isOnlyRead === true
    ? `${label(resource)}, which the program only reads`
    : `${label(resource)}: ${key}, which ignoreChanges names`;
}

/** A refresh takes what is ignored from the state: the account may have anything there. */
function withIgnored(resource: StackResource, ignored: JsonObject, isRefresh: boolean): StackResource {
  const unseen = Object.fromEntries(Object.keys(ignored).map((key) => [key, UNKNOWN]));
  return { ...resource, ignored, properties: { ...resource.properties, ...(isRefresh && unseen) } };
}

/** The inputs that `ignoreChanges` names, by what a path begins with; one that has no value is null. */
function ignoredOf(resource: StackResource | undefined, paths: Json | undefined): JsonObject | undefined {
  if (resource === undefined || !Array.isArray(paths) || paths.length === 0) return undefined;
  const firsts = paths.map((path) => /^\["(.*?)"\]|^[^.[]+/.exec(textOf(path)) ?? []);
  const named = firsts.map(([whole = "", quoted]) => quoted ?? whole);
  const keys = named.includes("*") ? inputsOf(resource.kind) : named;
  return Object.fromEntries(keys.map((key) => [key, resource.properties[key] ?? null]));
}

/** Outputs that stay as they are while some inputs change: a preview leaves them out. */
function lastingOutputs({ type, inputs, outputs }: JsonObject, differing: readonly string[]): JsonObject {
  const { determinedBy = {} } = ENTITIES.find(({ name }) => name === typeOf(textOf(type))?.kind) ?? {};
  return Object.fromEntries(
    Object.entries(objectOf(outputs)).filter(
      ([key]) => !(key in objectOf(inputs)) && !determinedBy[key]?.some((input) => differing.includes(input)),
    ),
  );
}

/** A resource of this package out of its state. */
function resourceOf(
  state: JsonObject,
  { known = {}, areSecretsShown = false }: { known?: JsonObject; areSecretsShown?: boolean } = {},
): StackResource | undefined {
  const kind = typeOf(textOf(state.type))?.kind;
  const urn = textOf(state.urn);
  if (kind === undefined) return undefined;
  const inputs = objectOf(hideSecrets(state.inputs));
  const outputs = { ...known, ...objectOf(state.outputs) };
  const id = textOf(state.id);
  const exposed = areSecretsShown ? undefined : exposedPasswords(inputs.credentials);
  return {
    urn,
    kind,
    name: nameOf(urn),
    properties: completed(kind, { ...objectOf(hideSecrets(outputs)), ...inputs }),
    references: objectOf(state.propertyDependencies) as Record<string, string[]>,
    ...(id !== "" && { id }),
    ...(exposed && { exposed }),
    ...providerOf(textOf(state.provider)),
  };
}

/** Where Pulumi's JSON shows a password; what is secret stands there as "[secret]". Unknown ones are not seen. */
function exposedPasswords(credentials: Json | undefined): string[] | undefined {
  if (hasUnknown(credentials)) return undefined;
  return objectsOf(credentials).flatMap(({ password }, index) =>
    password === undefined || password === HIDDEN ? [] : [`credentials[${index}].password`],
  );
}

const SECRET_KEY = "4dabf18193072939515e22adb298388d";

/** A value in which secrets, encrypted or not, are replaced by what Pulumi shows for them. */
function hideSecrets(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((element) => hideSecrets(element) ?? null);
  if (!isObject(value)) return value;
  if (SECRET_KEY in value) return HIDDEN;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, hideSecrets(part)]));
}

/** The stack and its project, out of any URN: urn:pulumi:{stack}::{project}::… */
function stackOf(urns: readonly unknown[]): { project: string; stack: string } {
  const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(textOf(urns[0])) ?? [];
  return { project, stack };
}
