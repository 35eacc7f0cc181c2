import { isatty } from "node:tty";
import { Command, Option } from "commander";
import { mermaid, passedLimits, pictureOf, svg } from "../review";
import { stackOrSelected } from "./account-options";
import { readReviewOf, type Source } from "./review-source";

const HELP = `
FILE has what \`pulumi stack export\`, \`pulumi preview --json --show-sames\` or \`pulumi refresh --preview-only --json\` prints; without
it, standard input is read, or at a terminal the selected stack. Both flows are drawn: outbound calls from those who may make them to the phone network, and
inbound ones from numbers to endpoints. A preview's picture shows what is added (+), changed (~), removed (−) and down on
the way (!). Lists of several trunks are drawn once. More than 12 trunks become an overview: those that change, and the
others folded where they are alike. --only draws what it names, each trunk by itself; what then is larger than GitHub
or Mermaid draw is told on standard error. No secret is shown.

Examples:
  pulumi stack export | pulumi-sinch diagram --format svg > trunks.svg
  pulumi preview --json --show-sames | pulumi-sinch diagram
  pulumi-sinch diagram --stack dev --format svg > trunks.svg
  pulumi-sinch diagram --stack dev --only 'acme-*' --format svg > acme.svg

Exit status: 0 done, 1 failed, 2 wrong usage.`;

const DRAWN = { mermaid: (picture: Picture) => `${mermaid(picture)}\n`, svg };
type Picture = ReturnType<typeof pictureOf>;

interface Flags extends Source {
  readonly format: keyof typeof DRAWN;
  readonly only: readonly string[];
}

/** The command that draws a stack's trunks. */
export function diagramCommand(): Command {
  return new Command("diagram")
    .description("Draw a stack's trunks, from its state or a preview, as Mermaid or SVG.")
    .argument(
      "[file]",
      "what Pulumi has printed (default: standard input; at a terminal, the selected stack)",
    )
    .option("--stack <name>", "a stack of this folder's Pulumi project: its state")
    .option(
      "--only <pattern>",
      "trunks of this name or host name; * is any text; may be given several times",
      (pattern: string, before: readonly string[]) => [...before, pattern],
      [],
    )
    .addOption(
      new Option("--format <format>", "form of the picture").choices(Object.keys(DRAWN)).default("mermaid"),
    )
    .addHelpText("after", HELP)
    .action(async (file: string | undefined, { format, only, ...source }: Flags) => {
      // At a terminal nothing comes in. To look at process.stdin would make a pipe one that cannot be read at once.
      const isAlone = file === undefined && isatty(0);
      const stack = isAlone ? await stackOrSelected(source.stack) : source.stack;
      const review = await readReviewOf({
        ...source,
        ...(stack !== undefined && { stack }),
        ...(file !== undefined && { file }),
      });
      const text = DRAWN[format](pictureOf(review, { only }));
      for (const limit of passedLimits(text, format)) {
        console.error(`warning: ${limit}: name fewer trunks with --only`);
      }
      process.stdout.write(text);
    });
}
