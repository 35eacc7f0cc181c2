import { readFileSync } from "node:fs";
import { join } from "node:path";
import { comment } from "../../review/comment";
import type { Review } from "../../stack/change";
import { readReview } from "../../stack/document";
import { mermaid } from "../../review/mermaid";
import { pictureOf } from "../../review/picture";
import { reportOf } from "../../review/report";
import { svg } from "../../review/svg";
import { reviewOf, stateOf } from "../support/customers";

const EVIL = `"><script>alert(1)</script>&amp;\`]--> end\n%% @everyone [x](javascript:x) <img src=x onerror=y>`;

function fixture(name: string): Review {
  return readReview(readFileSync(join(__dirname, "..", "fixtures", "review", name), "utf8"), name);
}

/** A state of trunks with an access list that all share, an endpoint each, and any name. */
function trunks(count: number, name = "Trunk"): Review {
  const endpoint = { address: "203.0.113.9", port: 5060, transport: "UDP", priority: 1 };
  const each = Array.from({ length: count }, (_, index) => `T${index + 1}`).flatMap((id) => [
    stateOf("SipTrunk", id, { name: `${name} ${id}`, hostName: id.toLowerCase(), domain: `${id}.example` }),
    stateOf("TrunkAccessControlList", `${id}/A`, { sipTrunkId: id, accessControlListId: "A" }),
    stateOf("SipEndpoint", `${id}/E`, { sipTrunkId: id, name, ...endpoint }),
  ]);
  const ipRanges = [{ ipAddress: "203.0.113.0", range: 28, description: name }];
  return reviewOf([stateOf("AccessControlList", "A", { name, enabled: true, ipRanges }), ...each]);
}

/**
 * The part of Mermaid's flowchart grammar that is used: nodes with quoted labels, links, subgraphs, classes. Its own
 * parser needs a browser's document and 150 MB of packages; with these the same texts were parsed once.
 */
function expectFlowchart(text: string): void {
  const label = String.raw`"(?:[\p{L}\p{N} .,:/()…+~!−-]|#\d+;|<br/>)*"`;
  const forms = [
    new RegExp(String.raw`^ +n\d+\[${label}\](:::(add|change|remove|down|note))?$`, "u"),
    /^ +n\d+ (-->|==>|-\.->?)(\|(outbound|inbound|leaves again)\|)? (n\d+|network)$/,
    new RegExp(String.raw`^ +subgraph (lists|network|rest)\[${label}\]$`, "u"),
    /^ +end$/,
    /^ +classDef (add|change|remove|down|note) [\w:#,. -]+$/,
  ];
  const [first, ...lines] = text.split("\n");
  expect(first).toBe("flowchart LR");
  expect(lines.filter((line) => !forms.some((form) => form.test(line)))).toEqual([]);
  const declared = new Set(
    [...text.matchAll(/^ +(n\d+|subgraph network)\[/gm)].map(([, id]) => id?.split(" ").at(-1)),
  );
  const linked = [...text.matchAll(/^ +(n\d+) [-=.]+>?(?:\|.*\|)? (\w+)$/gm)].flatMap(([, from, to]) => [
    from,
    to,
  ]);
  expect(linked.filter((id) => !declared.has(id))).toEqual([]);
}

/** That tags are closed in order and there is nothing but drawing in it. */
function expectDrawing(text: string): void {
  const open: string[] = [];
  for (const [, close, name, attributes] of text.matchAll(/<(\/?)(\w+)([^<>]*)>/g)) {
    expect(attributes).not.toMatch(/\son\w+=|href=/);
    expect(["svg", "title", "defs", "marker", "path", "rect", "text"]).toContain(name);
    if (close) expect(open.pop()).toBe(name);
    else if (!attributes?.endsWith("/")) open.push(name ?? "");
  }
  expect(open).toEqual([]);
  expect(text.replace(/<\/?\w+[^<>]*>/g, "").replace(/&#\d+;/g, "")).not.toMatch(/[<>&]/);
}

test.each(["state.json", "preview.json", "refresh.json"])("%s is drawn as Mermaid and as SVG", (name) => {
  const picture = pictureOf(fixture(name));
  expectFlowchart(mermaid(picture));
  expectDrawing(svg(picture));
  expect(svg(picture)).toContain("acme-voice.pstn.sinch.com");
});

test("what a preview adds, changes and removes has a sign beside its colour", () => {
  const text = mermaid(pictureOf(fixture("preview.json")));
  expect(text).toContain("+ 203.0.113.0/24");
  expect(text).toContain("− SBC: 203.0.113.10:5060 by UDP<br/>~ SBC: 203.0.113.10:5061 by TLS");
  expect(text).toContain('["priority 2<br/>− Desk: registered as a username of Phones by UDP"]:::remove');
  expect(svg(pictureOf(fixture("preview.json")))).toContain("~ changed");
  expect(svg(pictureOf(fixture("state.json")))).not.toContain("~ changed");
});

test("script in names is harmless, in Mermaid, SVG and Markdown", () => {
  const review = trunks(2, EVIL);
  expectFlowchart(mermaid(pictureOf(review)));
  expectDrawing(svg(pictureOf(review)));
  const text = comment(reportOf(review), review);
  expect(text).not.toMatch(/<(?!\/?(details|summary)>|br\/>)/);
  expect(text).not.toContain("@everyone");
});

test("the picture in docs/review.md is what the command draws of the fixture", () => {
  const file = join(__dirname, "..", "..", "docs", "review-preview.svg");
  expect(readFileSync(file, "utf8")).toBe(svg(pictureOf(fixture("preview.json"))));
});

test("a list that several trunks share is drawn once", () => {
  const picture = pictureOf(trunks(12));
  expect(picture.trunks).toHaveLength(12);
  expect(picture.lists).toHaveLength(1);
  expect(picture.lists[0]?.lines.map(({ text }) => text)).toEqual([
    "203.0.113.0/28 Trunk",
    "shared by 12 trunks",
  ]);
  expect(picture.trunks[0]?.gates[0]?.lines.map(({ text }) => text)).toEqual(["see the shared lists"]);
});

test("trunks are in the order of their numbers", () => {
  expect(pictureOf(trunks(12)).trunks.map(({ trunk }) => trunk.title.text)).toEqual(
    Array.from({ length: 12 }, (_, index) => `Trunk T${index + 1}`),
  );
});

test("all countries as one are drawn one by one, with what holds for the others and what changes", () => {
  const resource = (countries: string[]) => ({
    urn: "urn:pulumi:test::acme::sinch:index:CountryPermissions::open",
    type: "sinch:index:CountryPermissions",
    id: "countries",
    inputs: { countries, ignore: ["NO"] },
  });
  const review = readReview(
    JSON.stringify({
      steps: [
        {
          op: "update",
          urn: resource([]).urn,
          oldState: resource(["SE", "CU"]),
          newState: resource(["SE", "DE"]),
          diffReasons: ["countries"],
        },
      ],
      changeSummary: { update: 1 },
    }),
    "a preview",
  );
  const picture = pictureOf(review);
  expect(
    picture.network.map(({ title, lines }) => [title.text, lines.map(({ mark, text }) => [mark, text])]),
  ).toEqual([
    [
      "Open countries, by this program",
      [
        ["remove", "CU"],
        ["same", "SE"],
        ["add", "DE"],
        ["same", "all others closed, NO left alone"],
      ],
    ],
  ]);
  expectFlowchart(mermaid(picture));
});

test("a trunk without lists and endpoints says what that means, and an empty stack is drawn too", () => {
  const review = readReview(
    JSON.stringify({
      deployment: {
        resources: [
          {
            urn: "urn:pulumi:test::acme::sinch:index:SipTrunk::a",
            type: "sinch:index:SipTrunk",
            id: "T",
            inputs: { name: "A" },
          },
        ],
      },
    }),
    "a state",
  );
  expect(svg(pictureOf(review))).toContain("no list: probably nobody may call out");
  const empty = pictureOf(readReview('{"deployment":{}}', "a state"));
  expectDrawing(svg(empty));
  expectFlowchart(mermaid(empty));
});
