import type { JsonObject } from "../../provider/json";
import { mermaid } from "../../review/mermaid";
import { pictureOf, type Picture } from "../../review/picture";
import { svg } from "../../review/svg";
import type { Change, Operation } from "../../stack/change";
import type { StackResource } from "../../stack/resource";
import { planned } from "../support/planned";

const FORWARD = { enableCallForward: true, callForwardNumber: "+12025550147" };

function trunk(properties: JsonObject = {}): StackResource {
  return planned("SipTrunk", "voice", { name: "Voice", hostName: "acme", ...properties }, { id: "T" });
}

function number(refer: Record<string, StackResource> = {}): StackResource {
  const sipTrunkId = "sipTrunkId" in refer ? {} : { sipTrunkId: "T" };
  return planned(
    "PhoneNumberAssignment",
    "hotline",
    { phoneNumber: "+12025550101", ...sipTrunkId },
    { refer },
  );
}

const endpoint = planned("SipEndpoint", "sbc", {
  ...{ name: "SBC", sipTrunkId: "T", address: "203.0.113.9", port: 5060, transport: "UDP" },
  ...{ priority: 1, enabled: true },
});

function country(isoCode: string, enabled = true, account?: string): StackResource {
  const of = account === undefined ? {} : { account };
  return planned("CountryPermission", `${isoCode}-${account ?? ""}`, { isoCode, enabled, ...of });
}

function change(operation: Operation, resource: StackResource): Change {
  const then = operation === "create" ? undefined : resource;
  return { operation, resource, differing: [], ...(then && { before: then }) };
}

const same = (resource: StackResource): Change => change("same", resource);

function picture(...changes: Change[]): Picture {
  return pictureOf({ form: "preview", project: "acme", stack: "test", changes, notLookedAt: [], errors: [] });
}

/** The edges of the Mermaid text, by the first line of what they join. */
function edges(drawn: Picture): string[] {
  const text = mermaid(drawn);
  const labels = new Map(
    [...text.matchAll(/^ +(?:subgraph )?(\w+)\["(.*?)(?:<br|")/gm)].map(([, id, label]) => [id, label]),
  );
  return [...text.matchAll(/^ +(n\d+) (\S+>)(?:\|(.*)\|)? (\w+)$/gm)].map(
    ([, from, arrow, label, to]) =>
      `${labels.get(from)} ${arrow}${label ? ` ${label}` : ""} ${labels.get(to)}`,
  );
}

function lines(boxes: Picture["network"]): Record<string, string[]> {
  return Object.fromEntries(boxes.map((box) => [box.title.text, box.lines.map(({ text }) => text)]));
}

const NETWORK = "Phone network, as the account reaches it";

describe("the two flows", () => {
  test("outbound calls come from gates and leave to the phone network, inbound ones from numbers to endpoints", () => {
    expect(edges(picture(same(trunk()), same(endpoint), same(number())))).toEqual([
      "static endpoints (probably) --> Voice",
      `Voice --> outbound ${NETWORK}`,
      "Numbers ==> inbound Voice",
      "Voice ==> priority 1",
    ]);
  });

  test("what is forwarded leaves again", () => {
    expect(edges(picture(same(trunk(FORWARD)), same(endpoint), same(number()))).slice(3)).toEqual([
      "Voice ==> priority 1",
      "Voice ==> forwarding",
      `forwarding -.-> leaves again ${NETWORK}`,
    ]);
    const drawn = svg(picture(same(trunk(FORWARD)), same(number())));
    expect(drawn.match(/<path [^>]*stroke-dasharray/g)).toHaveLength(1);
  });

  test("of a trunk that nobody may call out of, no arrow leaves", () => {
    expect(edges(picture(same(trunk())))).toEqual([]);
    expect(svg(picture(same(trunk())))).not.toMatch(/<path [^>]*marker-end/);
  });

  test("the SVG has an arrow for each edge", () => {
    const drawn = picture(same(trunk(FORWARD)), same(endpoint), same(number()));
    expect(svg(drawn).match(/<path [^>]*marker-end/g)).toHaveLength(edges(drawn).length);
  });
});

describe("countries", () => {
  test("that the program does not name are said to be the account's, and not drawn as a fact", () => {
    expect(lines(picture(same(trunk()), same(country("SE")), same(country("DE", false))).network)).toEqual({
      "Open countries, by this program": ["DE: closed", "SE"],
      "Countries not in this program": [
        "US, CA: open in a new project as far as is known",
        "PR, VI: probably open there, too",
        "what else the account has open is not seen here",
      ],
    });
  });

  test("that the program names are its own, also those that a new project may have open", () => {
    const named = ["US", "PR", "VI"].map((code) => same(country(code)));
    expect(lines(picture(same(trunk()), ...named).network)["Countries not in this program"]).toEqual([
      "CA: open in a new project as far as is known",
      "what else the account has open is not seen here",
    ]);
  });

  test("are all drawn, however many: codes of which the same is said in a row", () => {
    const codes = Array.from({ length: 240 }, (_, index) =>
      String.fromCharCode(65 + Math.floor(index / 26), 65 + (index % 26)),
    );
    const permissions = codes.map((code) => same(country(code, code !== "BB")));
    const text = mermaid(picture(same(trunk()), ...permissions, change("create", country("XX"))));
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
    expect(text).toContain("<br/>AA, AB, AC, AD, AE, AF, AG, AH, AI, AJ<br/>");
    expect(text).toContain("<br/>BB: closed");
    expect(text).toContain("<br/>+ XX");
  });

  test("of accounts are told apart, and accounts of which the same is said share a box", () => {
    const of = (account: string): Change[] => [
      same(planned("SipTrunk", account, { name: account, hostName: account, account }, { id: account })),
      same(country(account === "lyon" ? "FR" : "BE", true, account)),
    ];
    expect(Object.keys(lines(picture(...["lyon", "ghent", "mons"].flatMap(of)).network))).toEqual([
      "Open countries, by this program, account lyon",
      "Countries not in this program, accounts lyon, ghent, mons",
      "Open countries, by this program, accounts ghent, mons",
    ]);
  });
});

describe("interruptions", () => {
  /** Replaced by a plan that takes the old one away first. */
  const deletedFirst = (resource: StackResource): Change => ({
    ...change("replace", resource),
    place: { step: 1, of: 4, down: { from: 1, to: 3 } },
  });
  const WORDS = "! down while it is replaced";

  test("of what is replaced delete-first are a sign and words on its box", () => {
    const drawn = picture(same(trunk()), deletedFirst(endpoint));
    expect(mermaid(drawn)).toMatch(/\["priority 1<br\/>.*! down while it is replaced"\]:::down/);
    expect(svg(drawn)).toContain(WORDS);
    expect(svg(drawn)).toContain("! down on the way");
  });

  test("are marked on what hangs on it as well", () => {
    const voice = deletedFirst(trunk());
    const drawn = picture(voice, deletedFirst(number({ sipTrunkId: voice.resource })));
    expect(mermaid(drawn)).toMatch(/\["Numbers<br\/>.*! down while it is replaced"\]:::down/);
    expect(mermaid(drawn)).toMatch(/\["~ Voice<br\/>! down while it is replaced/);
  });

  test("are none where the new one is made first", () => {
    const drawn = picture(same(trunk()), change("replace", number()), change("replace", country("SE")));
    expect(mermaid(drawn)).not.toContain(WORDS);
    expect(svg(drawn)).not.toContain("! down");
  });
});
