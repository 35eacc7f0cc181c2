import ts from "typescript";

/** The doc comment on a statement, with what makes it fail. */
export function statementDescription(statement: ts.Statement): string {
  const comment = ts.getJSDocCommentsAndTags(statement).find((one) => ts.isJSDoc(one));
  const throws = tagText(statement, "throws");
  const text = ts.getTextOfJSDocComment(comment?.comment) ?? "";
  return unwrapped(throws === undefined ? text : `${text} Fails ${throws}.`);
}

/** The text of a tag on a statement; `undefined` if it has none. */
export function tagText(statement: ts.Statement, name: string): string | undefined {
  const tag = ts.getJSDocTags(statement).find(({ tagName }) => tagName.text === name);
  return tag && unwrapped(ts.getTextOfJSDocComment(tag.comment) ?? "");
}

/** Without the line breaks of the source; empty lines between paragraphs stay. */
export function unwrapped(text: string): string {
  return text.replaceAll(/(?<!\n)\n(?!\n)/g, " ").trim();
}

/** The name in `reader("getSipTrunk")` or `defineEntity({ name: "SipTrunk", … })`. */
export function nameIn(argument: ts.Expression): string | undefined {
  if (ts.isStringLiteral(argument)) {
    return argument.text;
  }
  const properties = ts.isObjectLiteralExpression(argument) ? [...argument.properties] : [];
  const name = properties
    .filter((one) => ts.isPropertyAssignment(one))
    .find((one) => one.name.getText() === "name");
  return name && ts.isStringLiteral(name.initializer) ? name.initializer.text : undefined;
}

/** With a capital first letter. */
export function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The value of `@default`, if it is one and no words. */
export function jsonOf(text: string): string | number | boolean | undefined {
  try {
    return JSON.parse(text) as string | number | boolean;
  } catch {
    return undefined;
  }
}
