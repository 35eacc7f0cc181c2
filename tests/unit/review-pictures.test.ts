import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../provider/json";
import { comment } from "../../review/comment";
import type { Review } from "../../stack/change";
import { readReview } from "../../stack/document";
import { mermaid, MERMAID_MAX_CHARACTERS } from "../../review/mermaid";
import { pictureOf } from "../../review/picture";
import { reportOf } from "../../review/report";
import { svg } from "../../review/svg";

const EVIL = `"><script>alert(1)</script>&amp;\`]--> end\n%% @everyone [x](javascript:x) <img src=x onerror=y>`;

function fixture(name: string): Review {
  return readReview(readFileSync(join(__dirname, "..", "fixtures", "review", name), "utf8"), name);
}

/** A state of trunks with an access list that all share, an endpoint each, and any name. */
function trunks(count: number, name = "Trunk"): Review {
  const resource = (kind: string, id: string, inputs: JsonObject): JsonObject => ({
    urn: `urn:pulumi:test::acme::sinch:index:${kind}::${id}`,
    type: `sinch:index:${kind}`,
    id,
    inputs,
    outputs: inputs,
  });
  const each = Array.from({ length: count }, (_, index) => `T${index + 1}`).flatMap((id) => [
    resource("SipTrunk", id, { name: `${name} ${id}`, hostName: id.toLowerCase(), domain: `${id}.example` }),
    resource("TrunkAccessControlList", `${id}/A`, { sipTrunkId: id, accessControlListId: "A" }),
    resource("SipEndpoint", `${id}/E`, {
      sipTrunkId: id,
      name,
      address: "203.0.113.9",
      port: 5060,
      transport: "UDP",
      priority: 1,
    }),
  ]);
  const list = resource("AccessControlList", "A", {
    name,
    enabled: true,
    ipRanges: [{ ipAddress: "203.0.113.0", range: 28, description: name }],
  });
  return readReview(JSON.stringify({ deployment: { resources: [list, ...each] } }), "a state");
}

/**
 * The part of Mermaid's flowchart grammar that is used: nodes with quoted labels, links, subgraphs, classes. Its own
 * parser needs a browser's document and 150 MB of packages; with these the same texts were parsed once.
 */
function expectFlowchart(text: string): void {
  const label = String.raw`"(?:[\p{L}\p{N} .,:/()…+~−-]|#\d+;|<br/>)*"`;
  const forms = [
    new RegExp(String.raw`^ +n\d+\[${label}\](:::(add|change|remove))?$`, "u"),
    /^ +n\d+ (-->|---) n\d+$/,
    new RegExp(String.raw`^ +subgraph g\d+\[${label}\]$`, "u"),
    /^ +end$/,
    /^ +classDef (add|change|remove) [\w:#,. -]+$/,
  ];
  const [first, ...lines] = text.split("\n");
  expect(first).toBe("flowchart LR");
  expect(lines.filter((line) => !forms.some((form) => form.test(line)))).toEqual([]);
  const declared = new Set([...text.matchAll(/^ +(n\d+)\[/gm)].map(([, id]) => id));
  const linked = [...text.matchAll(/^ +(n\d+) -+>? (n\d+)$/gm)].flatMap(([, from, to]) => [from, to]);
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
  const picture = pictureOf(trunks(50));
  expect(picture.trunks).toHaveLength(50);
  expect(picture.lists).toHaveLength(1);
  expect(picture.lists[0]?.lines.map(({ text }) => text)).toEqual([
    "203.0.113.0/28 Trunk",
    "shared by 50 trunks",
  ]);
  expect(picture.trunks[0]?.gates[0]?.lines.map(({ text }) => text)).toEqual(["see the shared lists"]);
});

test("fifty trunks stay within what GitHub draws, and are in the order of their numbers", () => {
  const picture = pictureOf(trunks(50));
  expect(mermaid(picture).length).toBeLessThan(MERMAID_MAX_CHARACTERS);
  expect(picture.trunks.slice(0, 3).map(({ trunk }) => trunk.title.text)).toEqual([
    "Trunk T1",
    "Trunk T2",
    "Trunk T3",
  ]);
});

test("of many trunks a change draws those that it touches, and names the others", () => {
  const review = trunks(20);
  const changes = review.changes.map((change) =>
    change.resource.id === "T7/E" ? { ...change, operation: "delete" as const } : change,
  );
  const picture = pictureOf({ ...review, form: "preview", changes });
  expect(picture.trunks.map(({ trunk }) => trunk.title.text)).toEqual(["Trunk T7"]);
  expect(picture.project.map(({ title }) => title.text)).toEqual(["19 trunks without changes"]);
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
    picture.project.map(({ title, lines }) => [title.text, lines.map(({ mark, text }) => [mark, text])]),
  ).toEqual([
    [
      "Open countries",
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
  expect(svg(pictureOf(review))).toContain("no list: probably nobody may call in");
  const empty = pictureOf(readReview('{"deployment":{}}', "a state"));
  expectDrawing(svg(empty));
  expectFlowchart(mermaid(empty));
});
