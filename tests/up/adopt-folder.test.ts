import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Body, ByHand } from "../support/by-hand";
import { runCommand } from "../support/pulumi-sinch-command";
import { type Project, useProject } from "../support/harness";

/** Hundreds of resources are imported, on a machine that may be busy. */
jest.setTimeout(600_000);

const OPTIONS = {
  timeoutMs: 300_000,
  // Else the whole state is written at each step of the import.
  env: { PULUMI_SKIP_CHECKPOINTS: "true", PULUMI_EXPERIMENTAL: "true" },
};

/** Makes things with plain calls, each with what the API answers as its id. */
function maker({ emulator }: Project): (path: string, body: Body) => Promise<string> {
  const api = new ByHand(emulator);
  return async (path, body) => String((await api.post(path, body)).id);
}

/** Adopts the account, and finds that nothing differs and nothing was written. */
async function adoptAll(project: Project, importing: string): Promise<void> {
  const { directory: cwd, emulator } = project;
  emulator.clearRequests();
  const before = emulator.state();
  const { status, stdout, stderr } = await runCommand(["adopt", "--overwrite"], { cwd, emulator });
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining("warning") as string });
  expect(stdout).toContain(`to import.json and index.ts, which imports ${importing}`);
  const file = ["--file", "import.json", "--generate-code=false"];
  await project.pulumi(
    ["import", "--stack", "test", ...file, "--yes", "--skip-preview", "--suppress-outputs"],
    OPTIONS,
  );
  await project.preview(["--expect-no-changes"], OPTIONS);
  expect(emulator.state()).toEqual(before);
  const requests = emulator.requests().map(({ method, path }) => `${method} ${path}`);
  expect(requests.filter((request) => !request.startsWith("GET "))).toEqual(["POST /oauth2/token"]);
}

describe("30 trunks, each with another set of resources", () => {
  const project = useProject("", { language: "typescript" });

  test("become a file each, beside files for what they share, with an empty preview", async () => {
    const make = maker(project());
    const shared = await make("/accessControlLists", { name: "Head office", ipRanges: range(1) });
    for (let index = 0; index < 30; index++) {
      const trunk = await make("/trunks", { name: `Site ${index}`, hostName: `acme-${index}` });
      for (let number = 1; number <= index % 10; number++) {
        const address = `198.51.100.${number}`;
        await make(`/trunks/${trunk}/endpoints`, { name: `SBC ${number}`, address, priority: number });
      }
      const own =
        index < 20 ? [] : [await make("/accessControlLists", { name: `Site ${index}`, ipRanges: range(2) })];
      const accessControlListIds = index < 10 ? [] : [shared, ...own];
      if (index >= 10) await make(`/trunks/${trunk}/accessControlLists`, { accessControlListIds });
    }
    await make("/callBlockingRules", { name: "Premium", direction: "OUTBOUND", calleeMatch: "1900" });

    await adoptAll(project(), "34 files beside it");
    const { directory } = project();
    expect(readdirSync(join(directory, "trunks"))).toHaveLength(30);
    const trunk = readFileSync(join(directory, "trunks", "site-29.ts"), "utf8");
    expect(trunk).toContain('import { headOfficeAccessControlList } from "../access-control-lists";');
    // The list that only this trunk refers to stands with it.
    expect(trunk).toContain('new sinch.AccessControlList("site-29", {');
    expect(readFileSync(join(directory, "call-blocking-rules.ts"), "utf8")).toContain("Premium");
  });
});

describe("60 trunks that are alike", () => {
  const project = useProject("", { language: "typescript" });

  test("become a table and a loop, with an empty preview", async () => {
    const make = maker(project());
    const phones = await make("/credentialLists", {
      name: "Phones",
      credentials: [1, 2, 3].map((number) => ({ username: `phone${number}`, password: "Correct-Horse-1" })),
    });
    for (let index = 0; index < 60; index++) {
      const name = index === 0 ? "${Odd} `name` \\" : `Customer ${index}`;
      const trunk = await make("/trunks", {
        name,
        hostName: `customer-${index}`,
        enableCallerName: index % 2 === 0,
      });
      const list = await make("/accessControlLists", { name: `${name} offices`, ipRanges: range(index % 3) });
      await make(`/trunks/${trunk}/accessControlLists`, { accessControlListIds: [list] });
      await make(`/trunks/${trunk}/credentialLists`, { credentialListIds: [phones] });
      await make(`/trunks/${trunk}/endpoints`, {
        name: `${name} SBC`,
        address: `192.0.2.${index}`,
        priority: 1,
        transport: index % 2 ? "UDP" : "TLS",
      });
      await make(`/trunks/${trunk}/endpoints`, {
        name: `${name} phone`,
        priority: 2,
        isRegistered: true,
        credentialUsername: `phone${1 + (index % 3)}`,
      });
    }

    await adoptAll(project(), "5 files beside it");
    const { directory } = project();
    const text = (name: string): string => readFileSync(join(directory, name), "utf8");
    expect(text("customers.ts").match(/^ {2}\{ key: "/gm)).toHaveLength(60);
    expect(text("each-customer.ts")).toContain("for (const customer of customers) {");
    for (const name of ["index.ts", "customers.ts", "each-customer.ts"]) {
      expect(text(name).split("\n").length).toBeLessThan(100);
    }
  });
});

function range(count: number): Body[] {
  return Array.from({ length: count + 1 }, (_, index) => ({ ipAddress: `203.0.113.${index}` }));
}
