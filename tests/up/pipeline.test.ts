import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { ByHand } from "../support/by-hand";
import type { CommandOptions, CommandResult } from "../support/command";
import { useProject } from "../support/harness";

const REPOSITORY = join(__dirname, "..", "..");
const GATEWAYS = [1, 2]
  .map(
    (priority) =>
      `new sinch.SipEndpoint("sbc-${priority}", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.${priority}",
        port: 5061, transport: "TLS", priority: ${priority} });`,
  )
  .join("\n");

function program(range: number): string {
  return `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    ${GATEWAYS}
    const list = new sinch.AccessControlList("office", {
      name: "Office",
      ipRanges: [{ ipAddress: "198.51.100.0", range: ${range} }],
    });
    new sinch.TrunkAccessControlList("voice-office", { sipTrunkId: trunk.id, accessControlListId: list.id });
  `;
}

const project = useProject(program(28));

async function step(name: string, options: CommandOptions = {}): Promise<CommandResult> {
  const path = [join(REPOSITORY, "node_modules", ".bin"), process.env.PATH].reverse().join(delimiter);
  const env = { STACK: "test", PATH: path, ...options.env };
  return await project().runProgram("bash", [join("steps", name)], { ...options, env });
}

function written(name: string): string {
  return readFileSync(join(project().directory, name), "utf8");
}

beforeAll(() => {
  cpSync(join(REPOSITORY, "examples", "pipeline", "steps"), join(project().directory, "steps"), {
    recursive: true,
  });
});

test("a preview is said in a comment, and refused where it breaks a mandatory rule of the policy pack", async () => {
  await step("preview.sh");
  expect(written("comment.md")).toContain("acme-voice");
  project().setProgram(program(20));
  await step("preview.sh", { status: 1 });
  expect(written("comment.md")).toContain("198.51.100.0/20");
  expect(await new ByHand(project().emulator).list("/trunks")).toEqual([]);
});

test("what was merged is deployed, under the same rules", async () => {
  await step("up.sh", { status: 1 });
  project().setProgram(program(28));
  await step("up.sh");
  expect(await new ByHand(project().emulator).list("/trunks")).toMatchObject([{ hostName: "acme-voice" }]);
});

test("what the team expects of calls is checked with the change, and said with numbers masked", async () => {
  const file = join(project().directory, "expectations.yaml");
  writeFileSync(file, "expect:\n  - nobody can call CU\n");
  await step("preview.sh", { env: { REPLAY_LAST: "24h", XDG_CACHE_HOME: project().directory } });
  expect(written("comment.md")).toMatch(/Expected calls[^]*1 expectation: 1 holds[^]*Calls/);
  expect(written("calls.xml")).toContain('failures="0"');
  writeFileSync(file, "expect:\n  - nobody can call US\n");
  await step("preview.sh", { status: 3 });
  expect(written("comment.md")).toContain("**broken**: nobody can call US");
  rmSync(file);
});

test("drift ends with status 7 and is written down; without it the status is 0", async () => {
  await step("drift.sh");
  const api = new ByHand(project().emulator);
  const [list] = await api.list("/accessControlLists");
  await api.post(`/accessControlLists/${String(list?.id)}/ipRanges`, { ipAddress: "192.0.2.0", range: 24 });
  await step("drift.sh", { status: 7 });
  expect(written("drift.md")).toMatch(/Alarms[^]*opens 192\.0\.2\.0\/24/);
  expect(written("drift.md")).toContain("pulumi up --refresh");
});

describe.each([
  {
    platform: "GitHub",
    env: { GITHUB_REPOSITORY: "acme/trunks", PULL_REQUEST: "7" },
    address: "GITHUB_API_URL",
    text: "body",
    comments: "/repos/acme/trunks/issues/7/comments",
    issues: "/repos/acme/trunks/issues",
  },
  {
    platform: "GitLab",
    env: { GITLAB_CI: "true", CI_PROJECT_ID: "42", CI_MERGE_REQUEST_IID: "7" },
    address: "CI_API_V4_URL",
    text: "description",
    comments: "/projects/42/merge_requests/7/notes",
    issues: "/projects/42/issues",
  },
])("publishing on $platform", ({ env, address, text, comments, issues }) => {
  const stored = new Map<string, Record<string, unknown>[]>();
  let server: Server;
  let url = "";

  beforeAll(async () => {
    server = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const sent = chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as object) : {};
        response.end(JSON.stringify(answer(request.method ?? "", request.url ?? "", sent)));
      })();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  /** Keeps comments and issues as both platforms do: POST to the collection, PATCH or PUT to the item, by its number. */
  function answer(method: string, path: string, sent: object): unknown {
    const [place = ""] = path.split("?");
    const items = stored.get(place) ?? [];
    if (method === "GET") return items.filter(({ state, state_event: event }) => !state && !event);
    if (method === "POST") {
      const id = items.length + 1;
      stored.set(place, [...items, { id, iid: id, number: id, ...sent }]);
      return {};
    }
    const collection = place
      .replace(/\/comments\/\d+$/, "/7/comments")
      .replace(/\/(notes|issues)\/\d+$/, "/$1");
    const known = stored.get(collection)?.find(({ id }) => String(id) === place.split("/").at(-1));
    return Object.assign(known ?? {}, sent);
  }

  async function publish(...args: string[]): Promise<void> {
    const all = { ...env, [address]: url, TOKEN: "token", STACK: "test" };
    await project().runProgram(process.execPath, ["steps/publish.mjs", ...args], { env: all });
  }

  test("one comment is made and then updated", async () => {
    for (const content of ["first", "second"]) {
      writeFileSync(join(project().directory, "one.md"), content);
      await publish("comment", "one.md");
    }
    expect(stored.get(comments)).toHaveLength(1);
    expect(stored.get(comments)?.[0]?.body).toContain("second");
  });

  test("one issue is opened, updated, closed, and opened again", async () => {
    for (const content of ["first", "second"]) {
      writeFileSync(join(project().directory, "one.md"), content);
      await publish("drift", "one.md");
    }
    expect(stored.get(issues)).toHaveLength(1);
    expect(stored.get(issues)?.[0]).toMatchObject({ [text]: expect.stringContaining("second") as string });
    await publish("no-drift");
    await publish("no-drift");
    expect(stored.get(issues)?.[0]?.state ?? stored.get(issues)?.[0]?.state_event).toMatch(/^close/);
    await publish("drift", "one.md");
    expect(stored.get(issues)).toHaveLength(2);
  });
});

test("publishing without a stack or with a wrong word ends with status 2 and the usage", async () => {
  const { stderr } = await project().runProgram(process.execPath, ["steps/publish.mjs", "shout"], {
    status: 2,
  });
  expect(stderr).toContain("usage:");
});

test("the stack is destroyed", async () => {
  await project().destroy(["--refresh"]);
  expect(await new ByHand(project().emulator).list("/trunks")).toEqual([]);
  expect(existsSync(join(project().directory, "comment.md"))).toBe(true);
});
