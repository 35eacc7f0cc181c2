import { button, say } from "./dom.js";

/** A button that copies a text. Without a clipboard, as on a page of another machine, it selects the text instead. */
export function copyButton(text, what = text) {
  return button("Copy", what, async ({ target }) => {
    const news = document.getElementById("news");
    say(news, "");
    try {
      await navigator.clipboard.writeText(text);
      say(news, "Copied.");
    } catch {
      const place = target.parentElement.querySelector("code, pre");
      getSelection().selectAllChildren(place);
      say(news, "Selected: copy it with the keyboard.");
    }
  });
}
