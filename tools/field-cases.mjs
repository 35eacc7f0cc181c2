/** The cases from the field in docs/reliability-figures.md, with the figures of the tests that try them. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "./setup.mjs";

const PAGE = join(ROOT, "docs", "reliability-figures.md");
const BEGIN = "<!-- begin field: npm run docs:reliability -->\n";
const END = "<!-- end field -->";

/** What each file of tests/field tries, in the order of the page. */
const CASES = [
  {
    file: "identity",
    tried:
      "a link, number or country that is renamed, named by its position in an array that changes, or whose replacement is forced; destroy",
    holds:
      "nothing that a resource of the run declares is unbound, closed or unlinked on the way; a preview after it is empty",
  },
  {
    file: "sharing",
    tried: "a stack that is split: `pulumi state move`, and two stacks that declare the same",
    holds: "a move makes no request; a create says what was so already, a delete what it took down",
  },
  {
    file: "country-set",
    tried:
      "all countries as one resource: a first `up`, countries opened and closed by hand, a preview that cannot look, resources for one country beside it, and one update from these to it and back",
    holds:
      "a preview names each country that is closed; what two resources would both decide of is refused; no declared country is switched on the way",
  },
  {
    file: "handover",
    tried:
      "host names, usernames and numbers that pass from one resource to another in one update; exchanges; names that stay in use after a delete; a job that another stack starts meanwhile",
    holds: "as declared, or told at once with the two steps that work",
  },
  {
    file: "absence",
    tried:
      "nine answers of what is not the API, in a refresh and a delete of every kind; a wrong path with the real CLI; an API that lists nothing for a moment",
    holds: "nothing is dropped from a state; the third of a kind fails with the name of the switch",
  },
  {
    file: "changes",
    tried:
      "changes beside ignored, unknown and by-hand fields; updates of several requests that fail at each of them, and the program that goes on or is taken back",
    holds: "what the change does not touch stays; the next update makes the account as the program says",
  },
  {
    file: "order",
    tried:
      "credentials and ranges that change places, or that somebody removed; `ignoreChanges` with an index",
    holds: "an index means what the program says; no password moves to another username",
  },
  {
    file: "account",
    tried: "a project changed under a provider or in the configuration; functions in a component",
    holds: "refused at preview with both accounts; nothing is made in the other one",
  },
  {
    file: "accounts",
    tried:
      "accounts by name in one process: equal host names, another name or project of an account, one that is gone, imports, adoption, components, functions; twenty at once",
    holds:
      "nothing of one account meets another; what cannot be known is refused with the command that helps",
  },
  {
    file: "hooks",
    tried: "hooks that ask for a retry after lost answers, with several resources, and hooks of each step",
    holds: "nothing is made twice, and what was found first is what is put back",
  },
  {
    file: "timeouts",
    tried: "`customTimeouts`, in both front ends",
    holds: "heeded by the plugin; where they are not, a warning says so",
  },
  {
    file: "more-options",
    tried:
      "`--exclude`, saved plans, `state rename` and other options of the engine ([resource options](resource-options.md))",
    holds: "as the table says, with the account as the program has it",
  },
  {
    file: "options",
    tried:
      "`deletedWith`, `retainOnDelete`, `replaceWith`, `protect` with `--replace`, `import` over inputs that differ ([resource options](resource-options.md))",
    holds: "what the options leave behind is told by the error of what it blocks",
  },
  {
    file: "values",
    tried:
      "usernames with `+`, `@`, `/` and accents; values that somebody spelled in another way; two spellings of one value in a list; a password as the last line of a file",
    holds: "taken as they are, no drift, or refused with nothing sent",
  },
  {
    file: "killed",
    tried:
      "`kill -9` of Pulumi while the provider waits: for `Retry-After`, in its queue, for the job of a number",
    holds: "no request is sent after that, the process ends, nothing is made twice",
  },
  {
    file: "drift-command",
    tried:
      'a country opened, an endpoint diverted, a range added to a list whose ranges are ignored, a country closed during a fraud; a baseline; an account that may not be read; `ignoreChanges: ["*"]`; what a program only reads, changed by hand',
    holds:
      "the alarms first; the command that puts back says what it opens; what was not looked at is never reported as fine; what no update puts back is said",
  },
  {
    file: "told",
    tried:
      "previews that take a list, a link and a phone down, or move a host name; lists that are only read; secret and ignored ranges",
    holds: "who is without what, from which step to which; judged, or named as not judged or not looked at",
  },
  {
    file: "how-to",
    tried: "the steps of [rotating usernames](how-to/rotate-passwords.md), as they stand there",
    holds: "no step takes the trunk, its gate or its phone away, and no preview says so",
  },
  {
    file: "histories",
    tried:
      "random programs, changes by hand, faults, refreshes and two stacks, on a model of the engine that is held against the real CLI (`tests/up/engine-model.test.ts`); 1,000 histories in each run of the tests; 20,000 of each front end once (seed 1; 91,658 updates, 28 November 2026), with no finding",
    holds: "one `up --refresh` makes account and program equal, and nothing was down on the way",
  },
  {
    file: "found",
    tried: "the smallest of the histories in which something was found",
    holds: "each is fixed, and stays fixed",
  },
];

/** The lines of the table, with how many of the tests held in a report of jest. */
export function fieldTable({ testResults }) {
  const untold = testResults
    .map(({ name }) => fileOf(name))
    .filter((name) => !CASES.some(({ file }) => file === name));
  if (untold.length > 0) throw new Error(`tests/field/${untold[0]} has no row in tools/field-cases.mjs`);
  const rows = CASES.map(({ file, tried, holds }) => {
    const own = testResults.filter(({ name }) => fileOf(name) === file);
    const tests = own.flatMap(({ assertionResults }) => assertionResults);
    const held = tests.filter(({ status }) => status === "passed").length;
    return `| ${tried} | ${holds} | \`${file}\` | ${held}/${tests.length} |`;
  });
  return ["| tried | holds | tests/field | held/tried |", "| --- | --- | --- | --- |", ...rows];
}

/** The row's file: `histories` of both histories-dynamic and histories-plugin. */
function fileOf(name) {
  const own = basename(name).replace(/\.test\.ts$/, "");
  return CASES.some(({ file }) => file === own) ? own : own.replace(/-\w+$/, "");
}

/** The page with the table in its place. */
export function withFieldTable(page, lines) {
  const [before, rest, ...none] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (after === undefined || none.length > 0)
    throw new Error(`${PAGE} must have the lines ${BEGIN.trim()} and ${END}`);
  return `${before}${BEGIN}\n${lines.join("\n")}\n\n${END}${after}`;
}

/** What is wrong with the page's table; empty if it is as the report says. */
export function fieldTableProblem(report) {
  const page = readFileSync(PAGE, "utf8");
  return withFieldTable(page, fieldTable(report)) === page
    ? ""
    : "The cases from the field in docs/reliability-figures.md are not as the tests ran. Run: npm run docs:reliability";
}
