/** The lines that point a stack at this emulator, to copy. */
import { control } from "./api.js";
import { copyButton } from "./copy.js";
import { element, replace } from "./dom.js";
import { about } from "./store.js";

/** The lines for a stack, and those for a shell. */
export function configurationView() {
  const place = element("div", {});
  let shown = "";
  const load = async () => {
    const { pulumi, environment } = await control(
      `configuration?project=${encodeURIComponent(about.projectId)}`,
    );
    const text = JSON.stringify([pulumi, environment]);
    if (text === shown) return;
    shown = text;
    replace(
      place,
      ...block("For a stack", pulumi),
      ...block("For a shell, or for the job of a pipeline", environment),
    );
  };
  return {
    title: () => "Configuration",
    content: [
      element("p", { class: "soft" }, "Run these where the program is; they open nothing but this emulator."),
      place,
    ],
    update: () => void load(),
    load,
  };
}

function block(title, lines) {
  const text = lines.join("\n");
  return [
    element("h2", { tabindex: -1 }, title),
    element(
      "div",
      { class: "command" },
      element("pre", { class: "code" }, text),
      copyButton(text, `the lines: ${title}`),
    ),
  ];
}
