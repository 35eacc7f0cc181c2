import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import GithubSlugger from "github-slugger";
import { defineConfig } from "vitepress";
import { tabsMarkdownPlugin } from "vitepress-plugin-tabs";
import { summaryOf } from "../pages.mjs";
import { proseColumns } from "../prose-columns.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const LOCAL = join(ROOT, ".local");
const PAGES = join(LOCAL, "site-pages");
/** What `npm run site` builds: `others` are the docs of other versions. */
const { version, repository, out, others } = JSON.parse(process.env.SITE);
const groups = JSON.parse(readFileSync(join(PAGES, "sidebar.json"), "utf8"));
const linkOf = (page) => `/${page.replace(/\.md$/, "")}`;

export default defineConfig({
  title: "pulumi-sinch",
  lang: "en",
  srcDir: PAGES,
  outDir: out,
  cacheDir: join(LOCAL, "site-cache"),
  cleanUrls: true,
  srcExclude: ["public/**"],
  markdown: {
    // Anchors are those of the repository, where the same pages are read.
    anchor: { slugify: (heading) => new GithubSlugger().slug(heading) },
    config: (md) => md.use(tabsMarkdownPlugin).use(proseColumns),
  },
  transformPageData: ({ filePath }) => ({
    description: summaryOf(readFileSync(join(PAGES, filePath), "utf8")),
  }),
  transformHead: ({ pageData: { filePath }, siteData: { base } }) => [
    ["link", { rel: "icon", type: "image/svg+xml", href: `${base}logo.svg` }],
    ["link", { rel: "alternate", type: "text/markdown", href: `${base}${filePath}` }],
  ],
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    externalLinkIcon: true,
    logo: "/logo.svg",
    nav: [
      { text: "Tutorial", link: "/tutorial" },
      { text: "Reference", link: "/resources/sip-trunk" },
      {
        text: `v${version}`,
        items: [
          { text: "Changes", link: `${repository}/blob/v${version}/CHANGELOG.md` },
          { component: "OtherVersions", props: { others } },
          { text: "Docs of what is not released", link: `${repository}/tree/main/docs` },
        ],
      },
    ],
    sidebar: groups.map(({ text, items }) => ({
      text,
      collapsed: false,
      items: items.map(({ text: name, page }) => ({ text: name, link: linkOf(page) })),
    })),
    socialLinks: [{ icon: "github", link: repository }],
  },
});
