export { escaped } from "../stack/markdown";

/** Lines of a part before the rest is only counted. */
export const MAX_LINES = 100;

/** The first lines of a list, and how many more there are. */
export function capped(lines: readonly string[], bullet: string): string[] {
  const rest = lines.length - MAX_LINES;
  return rest > 0 ? [...lines.slice(0, MAX_LINES), `${bullet}and ${rest} more`] : [...lines];
}

/** A command that puts drift back, and a line for each thing that it opens or diverts. */
export function putBackParts(lead: string, command: string, opened: readonly string[]): string[] {
  return [
    lead,
    `\`\`\`sh\n${command}\n\`\`\``,
    ...(opened.length === 0
      ? ["It opens nothing and diverts no calls."]
      : [
          "**Mind what that opens or diverts**, which somebody may have closed on purpose:",
          opened.join("\n"),
        ]),
  ];
}
