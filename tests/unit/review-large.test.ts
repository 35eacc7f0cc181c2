import type { JsonObject } from "../../provider/json";
import { passedLimits } from "../../review/limits";
import { edgesOf, mermaid, MERMAID_MAX_CHARACTERS, MERMAID_MAX_EDGES } from "../../review/mermaid";
import { pictureOf, type Picture } from "../../review/picture";
import { svg } from "../../review/svg";
import type { Change } from "../../stack/change";
import { customers, previewed, reviewOf, stateOf } from "../support/customers";

const LARGE = customers(200);

function titles({ trunks }: Picture): string[] {
  return trunks.map(({ trunk }) => trunk.title.text);
}

function heightOf(picture: Picture): number {
  return Number(/ height="(\d+)"/.exec(svg(picture))?.[1]);
}

/** A preview in which endpoints of some trunks are moved. */
function moved(isMoved: (trunk: number) => boolean): Change[] {
  const { changes } = previewed(LARGE, (one) => {
    const [, trunk, priority] = /^T(\d+)\/(\d)$/.exec(one.resource.id ?? "") ?? [];
    if (priority !== "1" || !isMoved(Number(trunk))) return one;
    const before = { ...one.resource, properties: { ...one.resource.properties, port: 5060 } };
    return { ...one, operation: "update", before, differing: ["port"] };
  });
  return [...changes];
}

function expectWithinLimits(picture: Picture): void {
  const text = mermaid(picture);
  expect(text.length).toBeLessThan(MERMAID_MAX_CHARACTERS);
  expect(edgesOf(text)).toBeLessThan(MERMAID_MAX_EDGES);
  expect(heightOf(picture)).toBeLessThan(10_000);
}

describe("200 customers", () => {
  test("are one box with their count and the first and the last of them", () => {
    const picture = pictureOf(LARGE);
    expect(titles(picture)).toEqual(["200 trunks alike"]);
    expect(picture.trunks[0]?.trunk.lines[0]?.text).toBe("Customer 1 … Customer 200");
    const text = mermaid(picture);
    expect(text).toContain('["access list<br/>1 range each"]');
    expect(text).toContain('["priority 2<br/>1 endpoint each"]');
    expect(text).toContain('["Numbers<br/>1 number each"]');
    expectWithinLimits(picture);
  });

  test("of which one changes are that one in detail, and the others as one box", () => {
    const picture = pictureOf({ ...LARGE, form: "preview", changes: moved((trunk) => trunk === 7) });
    expect(titles(picture)).toEqual(["Customer 7", "199 trunks alike"]);
    expect(mermaid(picture)).toContain("~ Customer 7 SBC 1: 203.1.0.7:5061 by TLS");
    expectWithinLimits(picture);
  });

  test("that all change alike are one box that says what changes of each", () => {
    const picture = pictureOf({ ...LARGE, form: "preview", changes: moved(() => true) });
    expect(titles(picture)).toEqual(["200 trunks alike"]);
    expect(mermaid(picture)).toContain('["priority 1<br/>− 1 endpoint each<br/>~ 1 endpoint each"]:::change');
    expectWithinLimits(picture);
  });

  test("are drawn each by itself where they are named, with every limit that is passed told", () => {
    const picture = pictureOf(LARGE, { only: ["*"] });
    expect(titles(picture)).toHaveLength(200);
    expect(passedLimits(mermaid(picture), "mermaid")).toEqual([
      expect.stringMatching(/^the text has [\d,]+ characters, and GitHub draws none of more than 50,000$/),
      expect.stringMatching(/^the picture has [\d,]+ edges, and Mermaid draws none of more than 500$/),
    ]);
    expect(passedLimits(svg(picture), "svg")).toEqual([
      expect.stringMatching(/^the picture is [\d,]+ px high, and many viewers show 16,384$/),
    ]);
    expect(passedLimits(mermaid(pictureOf(LARGE)), "mermaid")).toEqual([]);
    expect(passedLimits(svg(pictureOf(LARGE)), "svg")).toEqual([]);
  });
});

describe("trunks that are folded", () => {
  const parts = { transport: "TLS", port: 5061, priority: 1 };
  const forward = { enableCallForward: true, callForwardNumber: "+12025550147" };

  /** Twenty trunks with an endpoint each, of which the one or the other thing is to be seen. */
  function folded(of: (index: number) => { trunk?: JsonObject; endpoint: JsonObject }): Picture {
    const states = Array.from({ length: 20 }, (_, index) => {
      const [id, { trunk, endpoint }] = [`T${index}`, of(index)];
      return [
        stateOf("SipTrunk", id, { name: `Trunk ${index}`, hostName: id, ...trunk }),
        stateOf("SipEndpoint", `${id}/E`, { sipTrunkId: id, name: "E", ...parts, ...endpoint }),
      ];
    });
    return pictureOf(reviewOf(states.flat()));
  }

  test("keep what a reviewer has to see: host names, disabled endpoints, forwarding", () => {
    const text = mermaid(
      folded(() => ({ trunk: forward, endpoint: { address: "sbc.example.com", enabled: false } })),
    );
    expect(text).toContain("20 trunks alike");
    expect(text).toContain(
      "static endpoints (probably)<br/>addresses: open, what a host name lets in is not documented",
    );
    expect(text).toContain('["priority 1<br/>disabled endpoints"]');
    expect(text).toContain("forwarding<br/>forwards every call<br/>leaves again, to the phone network");
  });

  test("are those that have the same parts only", () => {
    const picture = folded((index) => ({
      ...(index % 4 === 0 && { trunk: forward }),
      endpoint: { address: "203.0.113.9" },
    }));
    expect(titles(picture)).toEqual(["15 trunks alike", "5 trunks alike"]);
  });

  test("say in how many accounts they are", () => {
    const of = (accounts: number) =>
      folded((index) => ({
        trunk: { account: `acme-${index % accounts}` },
        endpoint: { address: "203.0.113.9" },
      })).trunks[0]?.trunk.lines.map(({ text }) => text);
    expect(of(1)).toEqual(["Trunk 0 … Trunk 19", "account acme-0"]);
    expect(of(5)).toEqual(["Trunk 0 … Trunk 19", "in 5 accounts"]);
  });
});

describe("--only", () => {
  test.each([
    ["a name", ["Customer 7"], ["Customer 7"]],
    ["a name in another case", ["customer 7"], ["Customer 7"]],
    ["a pattern", ["Customer 19*"], 11],
    ["a host name", ["acme-3"], ["Customer 3"]],
    ["the name in the program", ["T12"], ["Customer 12"]],
    ["several", ["Customer 2", "T1"], ["Customer 1", "Customer 2"]],
  ])("takes %s", (_what, only, expected) => {
    const found = titles(pictureOf(LARGE, { only }));
    if (typeof expected === "number") expect(found).toHaveLength(expected);
    else expect(found).toEqual(expected);
  });

  test("says how many trunks are not drawn", () => {
    const { rest } = pictureOf(LARGE, { only: ["Customer 7"] });
    expect(rest.map(({ title }) => title.text)).toEqual(["199 more trunks are not drawn"]);
  });

  test("says that those are to change, too", () => {
    const review = { ...LARGE, form: "preview" as const, changes: moved((trunk) => trunk < 4) };
    expect(pictureOf(review, { only: ["Customer 1"] }).rest.map(({ title }) => title.text)).toEqual([
      "199 more trunks are not drawn, 2 of them with changes",
    ]);
  });

  test("that names no trunk is refused with names that there are", () => {
    expect(() => pictureOf(LARGE, { only: ["Nobody"] })).toThrow(
      "no trunk of this stack is called Nobody: its 200 trunks are called Customer 1, Customer 2,",
    );
  });
});

test("trunks of which no two are alike stay within the limits too, and those left out are counted", () => {
  const trunks = Array.from({ length: 60 }, (_, index) => [
    stateOf("SipTrunk", `T${index}`, { name: `Trunk ${index}`, hostName: `acme-${index}` }),
    ...Array.from({ length: index }, (_unused, priority) =>
      stateOf("SipEndpoint", `T${index}/${priority}`, {
        ...{ sipTrunkId: `T${index}`, name: `E${priority}`, address: "203.0.113.9", port: 5060 },
        ...{ transport: "UDP", priority: priority + 1 },
      }),
    ),
  ]);
  const picture = pictureOf(reviewOf(trunks.flat()));
  expect(picture.trunks).toHaveLength(24);
  expect(picture.rest.map(({ title }) => title.text)).toEqual(["36 more trunks are not drawn"]);
  expect(mermaid(picture).length).toBeLessThan(MERMAID_MAX_CHARACTERS);
  expect(edgesOf(mermaid(picture))).toBeLessThan(MERMAID_MAX_EDGES);
});
