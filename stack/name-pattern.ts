/** Whether a text is what a pattern says, in any case; `*` is any text. */
export function matcher(pattern: string): (text: string) => boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  const expression = new RegExp(`^${source}$`, "isu");
  return (text) => expression.test(text);
}
