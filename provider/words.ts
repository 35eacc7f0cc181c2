/** Several words as people say them: "CA, DE and US"; "none" where there are none. */
export function spoken(words: readonly string[]): string {
  const last = words.at(-1) ?? "none";
  return words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${last}` : last;
}

/** "is" of one, "are" of several. */
export function be(words: readonly string[]): string {
  return words.length === 1 ? "is" : "are";
}
