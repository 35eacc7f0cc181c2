import type { Rule } from "./rule";
import { RULES } from "./rules";

/** The rules as the Markdown table of docs/policy.md. */
export function rulesTable(): string {
  const rows = RULES.map((rule) => [
    `\`${rule.name}\``,
    rule.level,
    rule.description,
    parametersCell(rule),
    rule.source,
  ]);
  return [
    ["Rule", "Level", "What it demands", "Parameters", "Source"],
    ["---", "---", "---", "---", "---"],
    ...rows,
  ]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

function parametersCell({ parameters }: Rule): string {
  return Object.entries(parameters)
    .map(
      ([name, { default: value, description }]) =>
        `\`${name}\`: ${description} Default: \`${JSON.stringify(value)}\``,
    )
    .join("<br>");
}
