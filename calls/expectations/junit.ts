import { junitText, xmlText } from "../../stack/junit";
import type { Checked } from "./check";
import { checkedLines } from "./text";

/** What was checked as JUnit's XML: a test case for each expectation. One that could not be judged fails, too. */
export function expectationsJunit(source: string, checked: readonly Checked[]): string {
  const cases = checked.map((one) => {
    const open = `    <testcase classname="${xmlText(source)}" name="${xmlText(one.text)}"`;
    if (one.result === "holds") return `${open}/>`;
    const text = xmlText(checkedLines(one).join("\n"));
    return `${open}><failure message="${xmlText(`${one.result}: ${one.example?.text ?? ""}`)}">${text}</failure></testcase>`;
  });
  const failures = checked.filter(({ result }) => result !== "holds").length;
  return junitText({ name: "calls", tests: checked.length, failures }, cases);
}
