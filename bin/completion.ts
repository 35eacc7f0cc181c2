import { Argument, Command, type Option } from "commander";

const HELP = `
Words of commands, options and their values; where there are none, the shell goes on with files. The script asks the
\`pulumi-sinch\` on the PATH: \`npm install --global pulumi-sinch\`, or a project's node_modules/.bin.

Examples:
  pulumi-sinch completion bash > pulumi-sinch.bash
  pulumi-sinch completion zsh > _pulumi-sinch
  pulumi-sinch completion fish > pulumi-sinch.fish

Exit status: 0 done, 1 failed, 2 wrong usage.`;

/** What each shell needs: all but this is asked for when words are completed. */
const SCRIPTS = {
  bash: `_pulumi_sinch() {
  local IFS=$'\\n' current="\${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=($(compgen -W "$(pulumi-sinch complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "$current"))
}
complete -o default -F _pulumi_sinch pulumi-sinch`,
  zsh: `#compdef pulumi-sinch
_pulumi_sinch() {
  local -a found
  found=("\${(@f)$(pulumi-sinch complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
if [[ "$funcstack[1]" == _pulumi-sinch ]]; then _pulumi_sinch; else compdef _pulumi_sinch pulumi-sinch; fi`,
  fish: `complete --command pulumi-sinch --arguments '(pulumi-sinch complete -- (commandline -opc)[2..] (commandline -ct))'`,
};

/** Adds the command that prints a shell's script, and the hidden one that such a script asks. */
export function addCompletion(program: Command): void {
  const shell = new Argument("<shell>", "shell of the script").choices(Object.keys(SCRIPTS));
  const completion = new Command("completion")
    .description("Print the script that completes words in a shell.")
    .addArgument(shell)
    .addHelpText("after", HELP)
    .action((name: keyof typeof SCRIPTS) => {
      console.log(SCRIPTS[name]);
    });
  const complete = new Command("complete").argument("[words...]").action((words: string[]) => {
    const found = wordsFor(program, words);
    if (found.length > 0) console.log(found.join("\n"));
  });
  program.addCommand(completion.copyInheritedSettings(program));
  program.addCommand(complete.copyInheritedSettings(program), { hidden: true });
}

/** What the last of the words may become; nothing where it is a file, a number or another text of one's own. */
function wordsFor(program: Command, words: readonly string[]): string[] {
  const current = words.at(-1) ?? "";
  const { command, before } = commandOf(program, words.slice(0, -1));
  return possible(command, { current, before }).filter((word) => word.startsWith(current));
}

/** The command that words lead to, and the words after its name. */
function commandOf(
  command: Command,
  words: readonly string[],
): { command: Command; before: readonly string[] } {
  const [first, ...rest] = words;
  const next = command.commands.find((one) => one.name() === first);
  return next === undefined ? { command, before: words } : commandOf(next, rest);
}

function possible(
  command: Command,
  { current, before }: { current: string; before: readonly string[] },
): string[] {
  const help = command.createHelp();
  const options = help.visibleOptions(command);
  if (current.startsWith("-")) return options.flatMap(({ long }) => long ?? []);
  if (command.commands.length > 0) {
    return before.length > 0 ? [] : help.visibleCommands(command).map((one) => one.name());
  }
  const value = valueOf(options, before);
  if (value !== undefined) return [...(value.argChoices ?? [])];
  return command.registeredArguments.flatMap(({ argChoices }) => [...(argChoices ?? [])]);
}

/** The option whose value comes next: the last one that was given, if it takes one, or has not got all of several. */
function valueOf(options: readonly Option[], before: readonly string[]): Option | undefined {
  const at = before.findLastIndex((word) => word.startsWith("--"));
  const option = options.find(({ long }) => long === before[at]);
  const takesOne = option !== undefined && (option.required || option.optional);
  return takesOne && (option.variadic || at === before.length - 1) ? option : undefined;
}
