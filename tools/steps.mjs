/** How `npm start` prints what it does. */

const INDENT = "   ";
let number = 0;

/** The heading of the next step: what it is, why, and the command that it runs, if any. */
export function step(title, explanation, command) {
  number++;
  console.log(`\n${number}. ${bold(title)}: ${explanation}`);
  if (command) console.log(`${INDENT}$ ${bold(command)}`);
}

/** A line below a heading. */
export function say(line) {
  console.log(line.replace(/^/gm, INDENT));
}

function bold(text) {
  return process.stdout.isTTY && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[0m` : text;
}
