import type { JsonObject } from "../../provider/json";
import { spoken } from "../../provider/words";
import { askLines, stepLines } from "../steps-text";
import type { Checked } from "./check";

const WIDTH = "not judged".length;

/** An expectation with what has become of it: one line where it holds, else with the call that shows it. */
export function checkedLines({ text, result, example }: Checked): string[] {
  const steps =
    example === undefined
      ? []
      : [`  ${example.text}`, ...stepLines(example.steps).map(inner), ...askLines(example.asks).map(inner)];
  return [`${result.padEnd(WIDTH)}  ${text}`, ...steps];
}

function inner(line: string): string {
  return `    ${line}`;
}

/** How many of the expectations hold. */
export function summaryText(checked: readonly Checked[]): string {
  const count = (result: Checked["result"]): number => checked.filter((one) => one.result === result).length;
  const [holding, broken, open] = [count("holds"), count("broken"), count("not judged")];
  const parts = [
    `${holding} ${holding === 1 ? "holds" : "hold"}`,
    ...(broken > 0 ? [`${broken} ${broken === 1 ? "is" : "are"} broken`] : []),
    ...(open > 0 ? [`${open} could not be judged`] : []),
  ];
  return `${checked.length} ${checked.length === 1 ? "expectation" : "expectations"}: ${spoken(parts)}.`;
}

/** An expectation as data, with what has become of it. */
export function checkedJson({ text, line, result, example }: Checked): JsonObject {
  return {
    text,
    line,
    result,
    ...(example && {
      example: example.text,
      steps: stepLines(example.steps),
      asks: example.asks.map(({ id, kind, text: asked, answers }) => ({
        id,
        kind,
        text: asked,
        answers: [...answers],
      })),
    }),
  };
}
