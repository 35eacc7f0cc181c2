import { parseSources, sourcesByTrunk } from "../../calls/history";

const TRUNKS = [
  { id: "01VOICE", name: "Voice", hostName: "acme-voice" },
  { id: "01BRANCH", name: "Branch", hostName: "acme-branch" },
  { id: "01OTHER", name: "Branch", hostName: "acme-other" },
];

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error("no error was thrown");
}

test("a trunk has addresses, or addresses and usernames, in YAML and in JSON", () => {
  const yaml = `
# the offices
Voice: [198.51.100.17, "2001:db8::1"]
acme-branch: 198.51.100.18
01OTHER:
  addresses: [198.51.100.19]
  usernames: desk01
`;
  const json = JSON.stringify({
    Voice: ["198.51.100.17", "2001:db8::1"],
    "acme-branch": "198.51.100.18",
    "01OTHER": { addresses: ["198.51.100.19"], usernames: ["desk01"] },
  });
  for (const text of [yaml, json]) {
    expect([...sourcesByTrunk(parseSources(text, "sources.yaml"), TRUNKS, "sources.yaml")]).toEqual([
      ["01VOICE", { addresses: ["198.51.100.17", "2001:db8::1"], usernames: [] }],
      ["01BRANCH", { addresses: ["198.51.100.18"], usernames: [] }],
      ["01OTHER", { addresses: ["198.51.100.19"], usernames: ["desk01"] }],
    ]);
  }
});

test("a trunk may be named by its domain", () => {
  const sources = parseSources("Acme-Voice.pstn.sinch.com: []", "s.yaml");
  expect([...sourcesByTrunk(sources, TRUNKS, "s.yaml").keys()]).toEqual(["01VOICE"]);
});

test.each([
  [
    "Voice: [198.51.100.0/24]",
    /^s.yaml, trunk "Voice": "198.51.100.0\/24" is no IP address, such as .* one address of the range/,
  ],
  ["Voice: [office]", /^s.yaml, trunk "Voice": "office" is no IP address/],
  ["Voice: 5", /^s.yaml, trunk "Voice": addresses is no list of texts: write a trunk's name/],
  [
    "Voice: { address: 198.51.100.17 }",
    /^s.yaml, trunk "Voice": "address" is neither of addresses and usernames$/,
  ],
  ["- Voice", /^s.yaml is not a list of trunks: write a trunk's name/],
  ["", /^s.yaml is not a list of trunks/],
  ["Voice: [1\nBranch: 2", /^s.yaml, line 2, column 1 is neither YAML nor JSON: /],
  ["Voice: []\nVoice: []", /^s.yaml, line 2, column 1 is neither YAML nor JSON: Map keys must be unique/],
])("a file that says %j is refused with what is right", (text, message) => {
  expect(messageOf(() => parseSources(text, "s.yaml"))).toMatch(message);
});

test("a trunk that is not there is an error that names the one that was probably meant", () => {
  const of = (text: string): string =>
    messageOf(() => sourcesByTrunk(parseSources(text, "s.yaml"), TRUNKS, "s.yaml"));
  expect(of("voise: []")).toBe('s.yaml names trunk "voise", which is not there: is it "Voice"?');
  expect(of("elsewhere: []")).toBe('s.yaml names trunk "elsewhere", which is not there');
  expect(of("Branch: []")).toBe(
    's.yaml names trunk "Branch", as several are called: write the id or the host name',
  );
});
