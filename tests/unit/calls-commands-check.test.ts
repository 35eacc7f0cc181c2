import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { planOf, toldBy, useCallsAccount } from "../support/calls-account";

const account = useCallsAccount();

const run = async (...args: string[]) => toldBy(await account().run(...args));

describe("calls check", () => {
  const FILE = `parties:
  office: { trunk: voice, source: 198.51.100.17 }
expect:
  - office can call SE
  - nobody can call CU
  - +12025550101 rings sbc1, then sbc2
  - with sbc1 down it rings sbc2
  - 198.51.100.99 cannot call
answers:
  endpoint-beside-list: refused
`;

  beforeAll(async () => {
    account().write("account.json", (await account().run("account")).stdout);
    account().write("preview.json", planOf(account()));
    account().write("expectations.yaml", FILE);
  });

  test("holds what is expected against the account", async () => {
    account().write("holding.yaml", FILE.replace("  - 198.51.100.99 cannot call\n", ""));
    const { status, lines, stderr } = await run("check", "holding.yaml");
    expect({ status, stderr, last: lines.at(-1) }).toEqual({
      status: 0,
      stderr: "",
      last: "4 expectations: 4 hold.",
    });
  });

  test("what could not be judged ends with status 4, and fails in JUnit's XML", async () => {
    const { status, lines } = await run(
      "check",
      "expectations.yaml",
      "--account",
      "account.json",
      "--junit",
      "calls.xml",
    );
    expect(status).toBe(4);
    expect(lines).toContain("not judged  198.51.100.99 cannot call");
    const xml = readFileSync(join(account().folder, "calls.xml"), "utf8");
    expect(xml).toContain('tests="5" failures="1"');
  });

  test("what a plan breaks ends with status 3, with the steps of a call that shows it", async () => {
    const { status, lines } = await run(
      "check",
      "expectations.yaml",
      "--account",
      "account.json",
      "--mask",
      "preview.json",
    );
    expect(status).toBe(3);
    expect(lines).toContain("broken      office can call SE");
    expect(lines.join("\n")).toMatch(
      /refused +\+46 00 \*\*\* 00 is of Sweden \(SE\), which is closed, as country permission "sweden" says/,
    );
    expect(lines.filter((line) => line.startsWith("broken"))).toEqual([
      "broken      office can call SE",
      "broken      +1 20 *** 01 rings sbc1, then sbc2",
      "broken      with sbc1 down it rings sbc2",
    ]);
  });

  test("as JSON has each with its line", async () => {
    const { lines } = await run("check", "expectations.yaml", "--account", "account.json", "--json");
    const found = JSON.parse(lines.join("\n")) as { expectations: { line: number; result: string }[] };
    expect(found.expectations.map(({ line, result }) => `${line} ${result}`)).toEqual([
      "4 holds",
      "5 holds",
      "6 holds",
      "7 holds",
      "8 not judged",
    ]);
  });

  test("what names an endpoint that the plan takes away is broken; one that there never was is an error", async () => {
    account().write(
      "gone.yaml",
      "expect:\n - nobody can call CU\n - with sbc2 down +12025550101 rings first\n",
    );
    const gone = await run("check", "gone.yaml", "--account", "account.json", "preview.json");
    expect(gone).toMatchObject({ status: 3, stderr: "" });
    expect(gone.lines).toContain('  afterwards, trunk "main" has no endpoint first: there is sbc2');
    account().write("none.yaml", "expect:\n - with sbc9 down +12025550101 rings sbc2\n");
    const none = await run("check", "none.yaml", "--account", "account.json", "preview.json");
    expect(none).toMatchObject({ status: 1, lines: [""] });
    expect(none.stderr).toContain(
      'none.yaml:2: "with sbc9 down +12025550101 rings sbc2": trunk "main" has no endpoint sbc9: sbc2 is probably meant',
    );
  });

  test("a file that is none is refused with its line", async () => {
    account().write("wrong.yaml", "expect:\n  - office may call SE\n");
    expect((await run("check", "wrong.yaml")).stderr).toContain("error: wrong.yaml:2: ");
    expect(existsSync(join(account().folder, "wrong.xml"))).toBe(false);
  });
});
