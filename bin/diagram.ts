import { Command, Option } from "commander";
import { mermaid, pictureOf, svg } from "../review";
import { readReviewOf, type Source } from "./review-source";

const HELP = `
FILE has what \`pulumi stack export\`, \`pulumi preview --json --show-sames\` or \`pulumi refresh --preview-only --json\` prints; without
it, standard input is read. A preview's picture shows what is added (+), changed (~) and removed (−). Lists of several
trunks are drawn once, and of more than 12 trunks a change draws those that it touches. No secret is shown.

Examples:
  pulumi stack export | pulumi-sinch diagram --format svg > trunks.svg
  pulumi preview --json --show-sames | pulumi-sinch diagram
  pulumi-sinch diagram --stack dev --format svg > trunks.svg

Exit status: 0 done, 1 failed, 2 wrong usage.`;

/** The command that draws a stack's trunks. */
export function diagramCommand(): Command {
  return new Command("diagram")
    .description("Draw a stack's trunks, from its state or a preview, as Mermaid or SVG.")
    .argument("[file]", "what Pulumi has printed (default: standard input)")
    .option("--stack <name>", "a stack of this folder's Pulumi project: its state")
    .addOption(
      new Option("--format <format>", "form of the picture").choices(["mermaid", "svg"]).default("mermaid"),
    )
    .addHelpText("after", HELP)
    .action(async (file: string | undefined, { format, ...source }: Source & { format: string }) => {
      const picture = pictureOf(await readReviewOf({ ...source, ...(file !== undefined && { file }) }));
      process.stdout.write(format === "svg" ? svg(picture) : `${mermaid(picture)}\n`);
    });
}
