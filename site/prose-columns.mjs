/** For markdown-it: cells of a column that has sentences are of the class `prose`, so that they are not squeezed. */
const SENTENCE = 70;

export function proseColumns(md) {
  md.core.ruler.push("prose_columns", ({ tokens }) => {
    let cells = [];
    let column = 0;
    for (const [index, token] of tokens.entries()) {
      if (token.type === "table_open") cells = [];
      if (token.type === "tr_open") column = 0;
      if (/^t[hd]_open$/.test(token.type)) {
        (cells[column] ??= []).push({ token, length: lengthOf(tokens[index + 1]) });
        column += 1;
      }
      if (token.type === "table_close") markProse(cells);
    }
  });
}

/** Of what is seen: not of addresses. */
function lengthOf({ children }) {
  return children.reduce((sum, { content }) => sum + content.length, 0);
}

function markProse(columns) {
  for (const cells of columns) {
    if (Math.max(...cells.map(({ length }) => length)) < SENTENCE) continue;
    for (const { token } of cells) token.attrJoin("class", "prose");
  }
}
