import { useData, withBase } from "vitepress";
import { enhanceAppWithTabs } from "vitepress-plugin-tabs/client";
import DefaultTheme from "vitepress/theme";
import { h } from "vue";
import "./site.css";

const INDEPENDENT =
  "pulumi-sinch is an independent project. Sinch is a trademark of its owner, who neither makes nor endorses it.";

function PageEnd() {
  const { page } = useData();
  const href = withBase(`/${page.value.filePath}`);
  return h("p", { class: "page-end" }, [
    h("a", { href, target: "_self" }, "This page as Markdown"),
    " · ",
    h("a", { href: withBase("/llms.txt"), target: "_self" }, "All pages as Markdown"),
    h("br"),
    INDEPENDENT,
  ]);
}

/** Each is a site of its own, so that a click there leaves this one. */
function OtherVersions({ others }) {
  return others.map(({ text, href }) => h("a", { class: "other-version", href, target: "_self" }, text));
}
OtherVersions.props = ["others"];

export default {
  extends: DefaultTheme,
  Layout: () => h(DefaultTheme.Layout, null, { "doc-footer-before": () => h(PageEnd) }),
  enhanceApp: ({ app }) => {
    app.component("OtherVersions", OtherVersions);
    enhanceAppWithTabs(app);
  },
};
