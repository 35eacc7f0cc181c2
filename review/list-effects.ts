import { ofKind, target, usernamesOf, type StackResource } from "../stack/resource";
import type { Change } from "../stack/change";
import { changes, closes, opens, quoted, trunkName, type Effect, type Words } from "./effect";
import { rangesOf, rangeText } from "./wording";

/** What becomes of those who may call in: lists, their ranges and their links. */
export const LIST_WORDS: Record<string, Words> = {
  AccessControlList: (then, now, { stack, changes: all }) => {
    const list = now ?? then;
    if (list === undefined) return [];
    if (then === undefined && isNewlyLinked(list, all)) return [];
    return rangeEffects(then, now, `to ${trunksOf(stack, list)} (access control list ${quoted(list)})`);
  },

  IpRange: (then, now, { stack }) => {
    const range = now ?? then;
    const list =
      range && target(stack, range, { property: "accessControlListId", kind: "AccessControlList" });
    const where = list
      ? `to ${trunksOf(stack, list)} (access control list ${quoted(list)})`
      : "on an access control list outside of this stack";
    return rangeEffects(then, now, where);
  },

  TrunkAccessControlList: (then, now, { stack }) => {
    const link = now ?? then;
    const list = link && target(stack, link, { property: "accessControlListId", kind: "AccessControlList" });
    const what = list
      ? `${rangesOf(list).map(rangeText).join(", ")} to ${trunkName(stack, link)} (access control list ${quoted(list)}${list.properties.enabled === false ? ", disabled" : ""})`
      : `an access control list outside of this stack to ${trunkName(stack, link)}`;
    return now ? [opens(`opens ${what}`)] : [closes(`closes ${what}`)];
  },

  CredentialList: (then, now, { stack, changes: all }) => {
    const list = now ?? then;
    if (list === undefined || (then === undefined && isNewlyLinked(list, all))) return [];
    const [before, after] = [then ? usernamesOf(then) : [], now ? usernamesOf(now) : []];
    const where = `${trunksOf(stack, list)} (credential list ${quoted(list)})`;
    const added = after.filter((name) => !before.includes(name));
    const removed = before.filter((name) => !after.includes(name));
    const isReset =
      then && now && added.length + removed.length === 0 && list.properties.name === then.properties.name;
    return [
      ...(added.length > 0 ? [opens(`lets ${added.join(", ")} sign in to ${where}`)] : []),
      ...(removed.length > 0 ? [closes(`no longer lets ${removed.join(", ")} sign in to ${where}`)] : []),
      ...(isReset ? [changes(`sets new passwords for some of ${after.join(", ")}, on ${where}`)] : []),
    ];
  },

  TrunkCredentialList: (then, now, { stack }) => {
    const link = now ?? then;
    const list = link && target(stack, link, { property: "credentialListId", kind: "CredentialList" });
    const who = list
      ? `${usernamesOf(list).join(", ")} (credential list ${quoted(list)})`
      : "a credential list outside of this stack";
    const text = `sign in to ${trunkName(stack, link)}`;
    return now ? [opens(`lets ${who} ${text}`)] : [closes(`no longer lets ${who} ${text}`)];
  },
};

/** Ranges that come and go; those of a disabled list neither open nor close anything. */
function rangeEffects(
  then: StackResource | undefined,
  now: StackResource | undefined,
  where: string,
): Effect[] {
  const texts = (it: StackResource | undefined): string[] =>
    it === undefined || it.properties.enabled === false ? [] : rangesOf(it).map(rangeText);
  const [before, after] = [texts(then), texts(now)];
  const opened = after.filter((range) => !before.includes(range));
  const closed = before.filter((range) => !after.includes(range));
  return [
    ...(opened.length > 0 ? [opens(`opens ${opened.join(", ")} ${where}`)] : []),
    ...(closed.length > 0 ? [closes(`closes ${closed.join(", ")} ${where}`)] : []),
  ];
}

const LIST_LINKS: Record<string, { link: string; property: string }> = {
  AccessControlList: { link: "TrunkAccessControlList", property: "accessControlListId" },
  CredentialList: { link: "TrunkCredentialList", property: "credentialListId" },
};

function linksOf(stack: readonly StackResource[], list: StackResource): StackResource[] {
  const { link = "", property = "" } = LIST_LINKS[list.kind] ?? {};
  return ofKind(stack, link).filter((one) => target(stack, one, { property, kind: list.kind }) === list);
}

/** A new list by itself opens nothing: its new link says what it opens. */
export function isToldElsewhere({ operation, resource }: Change, all: readonly Change[]): boolean {
  return operation === "create" && isNewlyLinked(resource, all);
}

function isNewlyLinked(list: StackResource, all: readonly Change[]): boolean {
  const links = linksOf(
    all.map(({ resource }) => resource),
    list,
  );
  return all.some(({ operation, resource }) => operation === "create" && links.includes(resource));
}

function trunksOf(stack: readonly StackResource[], list: StackResource): string {
  const names = linksOf(stack, list).map((link) => trunkName(stack, link));
  return names.length === 0 ? "no trunk of this stack" : names.join(", ");
}
