import { planOf, toldBy, useCallsAccount } from "../support/calls-account";
import { previewText } from "../support/preview-text";

const account = useCallsAccount();

const run = async (...args: string[]) => toldBy(await account().run(...args));

const TO_SWEDEN = ["trace", "--to", "+46701234567"];
const BY_OFFICE = ["--trunk", "voice", "--source", "198.51.100.17"];

describe("calls trace, of the account as it is", () => {
  test.each([
    ["a call that is let through", [...TO_SWEDEN, ...BY_OFFICE], 0, "→ let through"],
    [
      "by the domain called",
      ["trace", "--to", "sip:+46701234567@ACME-voice.pstn.sinch.com", "--source", "198.51.100.17"],
      0,
      "→ let through",
    ],
    [
      "a closed country",
      ["trace", "--to", "+33140000000", ...BY_OFFICE],
      3,
      '→ refused: country permission "France"',
    ],
    [
      "a number that countries share, some of which are open",
      ["trace", "--to", "+18005550100", ...BY_OFFICE],
      4,
      "--answer 'country of +18005550100=US'",
    ],
    [
      "the same, settled for one that is open",
      ["trace", "--to", "+18005550100", ...BY_OFFICE, "--answer", "country of +18005550100=US"],
      0,
      "→ let through",
    ],
    [
      "a caller who withholds its number",
      ["trace", "--to", "+12025550101", "--direction", "inbound", "--from", "anonymous"],
      0,
      "→ rings",
    ],
    [
      "an address in no list",
      [...TO_SWEDEN, "--trunk", "voice", "--source", "198.51.100.99"],
      3,
      '→ refused: gate of SIP trunk "voice" (403)',
    ],
    ["a domain of no trunk", ["trace", "--to", "sip:+46701234567@acme.example.com"], 3, "(404)"],
    ["a From of another domain", [...TO_SWEDEN, ...BY_OFFICE, "--from", "sip:a@example.com"], 3, "(403)"],
    ["a username", [...TO_SWEDEN, "--trunk", "desks", "--username", "desk01"], 0, "→ let through"],
    ["no username", [...TO_SWEDEN, "--trunk", "acme-desks", "--no-username"], 3, "(407)"],
    [
      "a username that is not told",
      [...TO_SWEDEN, "--trunk", "desks"],
      4,
      "--username says it, or --no-username",
    ],
    ["a trunk that is not told", TO_SWEDEN, 4, "--trunk says it"],
    [
      "a static endpoint's address",
      [...TO_SWEDEN, "--trunk", "voice", "--source", "203.0.113.1"],
      4,
      "--answer 'endpoint-beside-list=let in'",
    ],
    [
      "the same, settled",
      [
        ...TO_SWEDEN,
        "--trunk",
        "voice",
        "--source",
        "203.0.113.1",
        "--answer",
        "endpoint-beside-list=refused",
      ],
      3,
      "→ refused",
    ],
    ["a number of no country", ["trace", "--to", "+88112345678", ...BY_OFFICE], 4, "no-country"],
    [
      "a call to a number",
      ["trace", "--to", "+12025550101", "--direction", "inbound"],
      0,
      '→ rings SIP endpoint "sbc1", then SIP endpoint "sbc2"',
    ],
    [
      "with the first gateway down",
      ["trace", "--to", "+12025550101", "--direction", "inbound", "--down", "sbc1"],
      0,
      '→ rings SIP endpoint "sbc2"',
    ],
    [
      "with all of them down",
      ["trace", "--to", "+12025550101", "--direction", "inbound", "--down", "sbc1,sbc2"],
      3,
      "(503)",
    ],
    [
      "a number that forwards",
      ["trace", "--to", "+12025550102", "--direction", "inbound"],
      0,
      "→ forwards to +12025550199",
    ],
    [
      "a number that no trunk has",
      ["trace", "--to", "+12025550109", "--direction", "inbound"],
      3,
      "no trunk has +12025550109",
    ],
    [
      "a number of its own, called from inside",
      ["trace", "--to", "+12025550101", ...BY_OFFICE],
      0,
      "--direction inbound follows",
    ],
  ])("%s", async (_what, args, status, text) => {
    const found = await run(...args);
    expect({ ...found, lines: found.lines.join("\n") }).toEqual({
      status,
      stderr: "",
      lines: expect.stringContaining(text) as string,
    });
  });

  test("has a line a step, with the resource that decided", async () => {
    expect((await run(...TO_SWEDEN, ...BY_OFFICE)).lines).toEqual([
      "Outbound call to +46701234567 from 198.51.100.17",
      "",
      '  passes     SIP trunk "voice" takes the call',
      '  passes     198.51.100.17 is in access control list "office"',
      "  passes     no blocking rule for outbound calls matches +46701234567",
      '  passes     +46701234567 is of Sweden (SE), which is open, as country permission "Sweden" says',
      "  → let through",
    ]);
  });

  test("as JSON has the same, with URNs; --mask hides numbers in both", async () => {
    const { lines } = await run(...TO_SWEDEN, ...BY_OFFICE, "--json", "--mask");
    expect(JSON.parse(lines.join("\n"))).toMatchObject({
      call: "Outbound call to +46 70 *** 67 from 198.51.100.17",
      after: {
        result: "let through",
        steps: [{ result: "passes", urn: expect.stringContaining("SipTrunk") as string }, {}, {}, {}],
      },
    });
    expect((await run(...TO_SWEDEN, ...BY_OFFICE, "--mask")).lines.join("\n")).not.toContain("+467");
  });

  test("--mask hides numbers however they were typed, in errors, too", async () => {
    const national = ["trace", "--to", "1 (202) 555-01-47", "--from", "0046 70 123 45 67", "--mask"];
    expect((await run(...national, ...BY_OFFICE)).lines[0]).toBe(
      "Outbound call to +1 20 *** 47 from +46 70 *** 67 at 198.51.100.17",
    );
    const down = ["--direction", "inbound", "--to", "+12025550101", "--down", "+46701234567", "--mask"];
    expect((await run("trace", ...down)).stderr).toContain("no endpoint +46 70 *** 67");
  });

  test.each([
    [[...TO_SWEDEN, "--trunk", "voic"], 1, "there is no trunk voic: voice is probably meant"],
    [[...TO_SWEDEN, "--trunk", "berlin"], 1, "there is no trunk berlin: there are voice, desks"],
    [
      [...TO_SWEDEN, "--trunk", "desks", "--username", "desk02"],
      1,
      "no credential list has the username desk02: desk01 is probably meant",
    ],
    [
      ["trace", "--to", "+12025550101", "--direction", "inbound", "--down", "sbc9"],
      1,
      'trunk "voice" has no endpoint sbc9: sbc1 or sbc2 is probably meant',
    ],
    [[...TO_SWEDEN, "--answer", "no-gat=refused"], 2, "there is no question no-gat"],
    [[...TO_SWEDEN, "--answer", "no-gate=perhaps"], 2, "no-gate cannot be perhaps"],
    [
      [...TO_SWEDEN, "--answer", "no-gate"],
      2,
      "It must be a question and its answer, such as no-gate=refused.",
    ],
    [[...TO_SWEDEN, "--source", "office"], 2, "It must be an IP address, such as 198.51.100.17."],
    [["trace", "--to", "Sweden"], 2, "It must be a number in E.164 or a SIP address, such as +12025550101."],
    [["trace"], 2, "required option '--to <number>' not specified"],
    [
      ["trace", "--to", "+18005550100", "--answer", "country of +18005550100=SE"],
      2,
      "country of +18005550100 cannot be SE",
    ],
    [[...TO_SWEDEN, "--account", "none.json"], 1, "there is no file none.json, which --account names"],
    [[...TO_SWEDEN, "none.json"], 1, "there is no file none.json, which the argument source names"],
  ])("%j ends with status %d: %s", async (args, status, problem) => {
    const found = await run(...args);
    expect({ ...found, lines: found.lines }).toEqual({
      status,
      lines: [""],
      stderr: expect.stringContaining(problem) as string,
    });
  });
});

describe("calls account", () => {
  test("saves what the account has, without a secret, and serves where no account can be read", async () => {
    const { status, stdout } = await account().run("account");
    expect(status).toBe(0);
    expect(stdout).toContain("desk01");
    expect(stdout).not.toContain("Correct-Horse");
    account().write("account.json", stdout);
    const traced = await account().runAlone(...TO_SWEDEN, ...BY_OFFICE, "--account", "account.json");
    expect(traced).toMatchObject({ status: 0, stderr: "" });
    const alone = await account().runAlone(...TO_SWEDEN, ...BY_OFFICE);
    expect(alone.status).toBe(1);
    expect(alone.stderr).toContain("sinch:projectId");
  });

  test.each([
    ["{}", "wrong.json is no saved account: give what `pulumi-sinch calls account` prints"],
    [
      '{"form": "pulumi-sinch account", "version": 2, "resources": []}',
      "wrong.json was saved by another version",
    ],
    [
      '{"form": "pulumi-sinch account", "version": 1, "resources": [{"kind": "Fax"}]}',
      "wrong.json: resource 1 has no kind, id and properties",
    ],
  ])("%s is refused", async (text, problem) => {
    account().write("wrong.json", text);
    const { status, stderr } = await run(...TO_SWEDEN, "--account", "wrong.json");
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(problem) as string });
  });
});

describe("before and after a plan", () => {
  beforeAll(async () => {
    account().write("account.json", (await account().run("account")).stdout);
    account().write("preview.json", planOf(account()));
  });

  test("a call is traced on both sides, and its status is that of after", async () => {
    const { status, lines } = await run(
      ...TO_SWEDEN,
      ...BY_OFFICE,
      "--account",
      "account.json",
      "preview.json",
    );
    expect(status).toBe(3);
    expect(lines.filter((line) => !line.startsWith("  passes"))).toEqual([
      "Outbound call to +46701234567 from 198.51.100.17",
      "",
      "Before",
      "  → let through",
      "",
      "After",
      '  refused    +46701234567 is of Sweden (SE), which is closed, as country permission "sweden" says',
      '  → refused: country permission "sweden"',
    ]);
  });

  test("the account can be read meanwhile, and what the program calls things is known", async () => {
    const inbound = ["trace", "--to", "+12025550101", "--direction", "inbound", "--live", "preview.json"];
    expect((await run(...inbound)).lines.filter((line) => line.includes("→"))).toEqual([
      '  → rings SIP endpoint "first", then SIP endpoint "sbc2"',
      '  → rings SIP endpoint "sbc2"',
    ]);
    expect(await run(...inbound, "--down", "first")).toMatchObject({ status: 0, stderr: "" });
  });

  test("without the account, what the plan does not name is not known, which is said first", async () => {
    const { status, lines } = await run(...TO_SWEDEN, ...BY_OFFICE, "preview.json");
    expect(status).toBe(3);
    expect(lines[1]).toContain("What SOURCE does not have is not known here");
    const open = await run("trace", "--to", "+4915112345678", ...BY_OFFICE, "preview.json");
    expect(open.status).toBe(4);
    expect(open.lines.join("\n")).toContain("whether Germany (DE) is open");
  });

  test("--whole leaves only countries open that the plan does not name", async () => {
    const { lines } = await run("trace", "--to", "+4915112345678", ...BY_OFFICE, "--whole", "preview.json");
    expect(lines[1]).toBe("Whether countries are open that SOURCE does not name is not known here.");
  });

  test("an account of another project is refused", async () => {
    const saved = (await account().run("account")).stdout.replaceAll("emulator-project", "other");
    account().write("other.json", saved);
    account().write(
      "mine.json",
      previewText([
        {
          kind: "SipTrunk",
          name: "main",
          id: "1",
          then: { name: "voice", projectId: "mine" },
          now: { name: "voice", projectId: "mine" },
        },
      ]),
    );
    const { status, stderr } = await run(...TO_SWEDEN, "--account", "other.json", "mine.json");
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: expect.stringContaining(
        "the account is project other, and SOURCE is of project mine",
      ) as string,
    });
  });

  test("a secret of the plan is not known, and nobody sees it", async () => {
    const { voice } = account().ids;
    const trunk = { name: "voice", hostName: "acme-voice" };
    account().write(
      "secret.json",
      previewText([
        { kind: "SipTrunk", name: "voice", id: voice, then: trunk, now: trunk },
        {
          kind: "AccessControlList",
          name: "office",
          id: "1",
          then: { name: "o", ipRanges: "[secret]" },
          now: { name: "o", ipRanges: "[secret]" },
        },
        {
          kind: "TrunkAccessControlList",
          name: "link",
          id: "2",
          then: { sipTrunkId: voice, accessControlListId: "1" },
          now: { sipTrunkId: voice, accessControlListId: "1" },
        },
      ]),
    );
    const { status, lines } = await run(...TO_SWEDEN, ...BY_OFFICE, "--whole", "secret.json");
    expect(status).toBe(4);
    expect(lines.join("\n")).toContain('access control list "office", whose ranges are not all known here');
  });
});
