import type { JsonObject } from "../provider/json";
import { importId } from "../provider/lifecycle/accounts";
import type { AccountFlags } from "./account-options";
import { pluginType, type Front } from "../account/import-file";
import type { Leftover } from "../account/leftovers";
import { heldName } from "../stack/held";
import type { KnownResource } from "../stack/state";

/** The states that were given, and what they are made with. */
export interface States extends AccountFlags {
  readonly stackFile?: readonly string[];
  readonly front: Front;
}

/** A leftover as `--json` prints it. */
export interface ShownLeftover extends JsonObject {
  kind: string;
  id: string;
  name: string;
  /** In ISO 8601; null where the API does not tell. */
  createTime: string | null;
  attachedTo: { kind: string; id: string; name: string }[];
  /** Commands for a shell. */
  import: string;
  remove: string;
}

/** A leftover with the commands that import and remove it. */
export function describeLeftover(
  { held, attachedTo }: Leftover,
  name: string,
  { stack, account, stackFile, front }: States,
): ShownLeftover {
  const { entity, id, createTime } = held;
  const states = [
    ...(stack === undefined ? [] : ["--stack", stack]),
    ...(account === undefined ? [] : ["--account", account]),
    ...(stackFile === undefined ? [] : ["--stack-file", ...stackFile]),
  ].map(quoted);
  const leftovers = ["pulumi-sinch leftovers", ...states].join(" ");
  const what = `${entity.name} ${quoted(id)}`;
  const ofStack = stack === undefined ? "" : ` --stack ${quoted(stack)}`;
  return {
    kind: entity.name,
    id,
    name: heldName(held),
    createTime: createTime ?? null,
    attachedTo: attachedTo.map((other) => ({ kind: other.entity.name, id: other.id, name: heldName(other) })),
    import:
      front === "plugin"
        ? `pulumi import ${pluginType(entity.name)} ${name} ${quoted(importId(account, id))}${ofStack}`
        : `${leftovers} --import ${what} > import.json && pulumi import --file import.json --generate-code=false${ofStack}`,
    remove: `${leftovers} --remove ${what}`,
  };
}

/** What is said first: how many there are, and how many a filter has left out. */
export function headline(
  projectId: string,
  { shown, leftOut, since }: { shown: number; leftOut: number; since: string },
): string {
  if (shown + leftOut === 0) {
    return `No leftovers: the given states know all that project ${projectId} holds.`;
  }
  const older =
    leftOut === 0 ? "" : `${leftOut} made before ${since} ${leftOut === 1 ? "is" : "are"} left out`;
  if (shown === 0) {
    return `No leftovers in project ${projectId} that are newer, but ${older}: all are listed without --since.`;
  }
  return (
    `${shown} leftover${shown === 1 ? "" : "s"} in project ${projectId}${older === "" ? "" : ` (${older})`}, ` +
    "the newest first:"
  );
}

/** A leftover for people. */
export function leftoverText({
  kind,
  id,
  name,
  createTime,
  attachedTo,
  import: imports,
  remove: removes,
}: ShownLeftover): string {
  const attached = attachedTo.map((other) => `${other.kind} ${other.id}${inQuotes(other.name)}`);
  return [
    "",
    `${kind} ${id}${inQuotes(name)}${createTime === null ? "" : `, made ${createTime}`}`,
    ...(attached.length > 0 ? [`  attached to  ${attached.join("\n               ")}`] : []),
    `  import       ${imports}`,
    `  remove       ${removes}`,
  ].join("\n");
}

/** What most given states are made with; the dynamic classes where that is open. */
export function frontOf(resources: readonly KnownResource[]): Front {
  const ofPlugin = resources.filter(({ form }) => form === "plugin");
  return ofPlugin.length > resources.length / 2 ? "plugin" : "dynamic";
}

/** A name in quotes after a blank, if there is one. */
export function inQuotes(name: string): string {
  return name === "" ? "" : ` ${JSON.stringify(name)}`;
}

/** A word for a POSIX shell. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
