/*
 * `ignoreChanges` with an index into a list puts the old element there in the place of the new one, before anybody
 * checks it. In a list whose order means nothing, that moves a password or a description to another element.
 */

/** The list, without order, into which a path of `ignoreChanges` leads by index; `undefined` for other paths. */
export function indexedList(entity: { readonly unordered?: object }, path: string): string | undefined {
  const [, quoted, plain, rest = ""] = /^(?:\["([^"]+)"\]|([^.[]+))(.*)$/s.exec(path) ?? [];
  const list = quoted ?? plain ?? "";
  return rest !== "" && list in (entity.unordered ?? {}) ? list : undefined;
}

/** Why it is refused, and what works. */
export function indexReason(list: string, path: string): string {
  return (
    `ignoreChanges cannot have "${path}": an index does not stay with its element when ${list} changes, so that a ` +
    `value would move to another element. Ignore the list as a whole, ignoreChanges: ["${list}"], or leave out what ` +
    "is not to be managed, such as a password"
  );
}
