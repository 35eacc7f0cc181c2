import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ByHand, type Body } from "../support/by-hand";
import { useProject } from "../support/harness";

const EXAMPLES = join(__dirname, "..", "..", "examples");
const PACK = ["--policy-pack", join("node_modules", "pulumi-sinch", "policy")];

const project = useProject("", {
  language: "typescript",
  config: { "acme:receptionPassword": "Correct-Horse-01", "acme:warehousePassword": "Battery-Staple-02" },
});
const api = (): ByHand => new ByHand(project().emulator);

/** Deploys an example in the place of the one before, under the policy pack; returns the stack's outputs. */
async function deploy(name: string): Promise<Record<string, unknown>> {
  const config = join(EXAMPLES, name, "policy-config.json");
  const copy = (directory: string): void => {
    for (const file of readdirSync(join(EXAMPLES, name)).filter((one) =>
      /\.ts$|^(package|tsconfig)\./.test(one),
    )) {
      cpSync(join(EXAMPLES, name, file), join(directory, file));
    }
  };
  return await deployed(copy, existsSync(config) ? ["--policy-pack-config", config] : []);
}

async function deployed(
  write: (directory: string) => void,
  more: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const { directory } = project();
  for (const file of readdirSync(directory).filter((one) => one.endsWith(".ts")))
    rmSync(join(directory, file));
  write(directory);
  const { stdout } = await project().up([...PACK, ...more]);
  expect(stdout).toContain("✅ pulumi-sinch@v");
  expect(stdout).not.toMatch(/- \[(mandatory|advisory)\]/);
  await project().preview(["--expect-no-changes"]);
  return await project().outputs();
}

async function trunkNamed(name: string): Promise<Body> {
  const trunk = (await api().list("/trunks")).find((one) => one.name === name);
  return trunk ?? {};
}

/** In the order in which they are tried. */
async function endpointsOf(trunk: Body): Promise<Body[]> {
  const endpoints = await api().list(`/trunks/${String(trunk.id)}/endpoints`);
  return endpoints.sort((one, other) => Number(one.priority) - Number(other.priority));
}

test("office: two sites with failover, phones that sign in, a number, Germany open but for premium numbers", async () => {
  expect(await deploy("office")).toEqual({ domain: "acme-office.pstn.sinch.com" });
  const trunk = await trunkNamed("Office");
  expect(await endpointsOf(trunk)).toMatchObject([
    { name: "Berlin SBC", transport: "TLS", port: 5061, priority: 1 },
    { name: "Hamburg SBC", priority: 2 },
    { name: "Reception", isRegistered: true, credentialUsername: "reception", priority: 3 },
  ]);
  expect(await api().list("/phoneNumbers")).toMatchObject([
    { phoneNumber: "+12025550101", sipTrunkId: trunk.id },
  ]);
  expect(await api().get("/countryPermissions/DE")).toMatchObject({ enabled: true });
});

test("the page about customers: each of its table has a trunk, endpoints and a list of its own", async () => {
  const page = readFileSync(join(EXAMPLES, "..", "docs", "how-to", "customers.md"), "utf8");
  const [, program = ""] = /^```ts\n([^]*?)^```$/m.exec(page) ?? [];
  await deployed((directory) => {
    writeFileSync(join(directory, "index.ts"), program);
  });
  expect(await api().list("/trunks")).toHaveLength(2);
  expect(await api().list("/accessControlLists")).toHaveLength(2);
  expect(await endpointsOf(await trunkNamed("Corner Bakery"))).toMatchObject([
    { address: "sbc1.bakery.example.com", priority: 1 },
    { address: "sbc2.bakery.example.com", priority: 2 },
  ]);
});

test("failover: two gateways share the calls, a third stands by, and the trunk forwards at last", async () => {
  await deploy("failover");
  const trunk = await trunkNamed("Support");
  expect(trunk).toMatchObject({ enableCallForward: true, callForwardNumber: "+12025550147" });
  const priorities = (await endpointsOf(trunk)).map(({ priority }) => priority);
  expect(priorities).toEqual([1, 1, 2]);
});

test("secure-trunk: the component makes a trunk with endpoints over TLS and a list of narrow ranges", async () => {
  await deploy("secure-trunk");
  const endpoints = await endpointsOf(await trunkNamed("contact-centre"));
  expect(endpoints.map(({ transport }) => transport)).toEqual(["TLS", "TLS"]);
  const [list] = await api().list("/accessControlLists");
  expect(list).toMatchObject({
    enabled: true,
    ipRanges: [
      { ipAddress: "203.0.113.0", range: 28 },
      { ipAddress: "198.51.100.7", range: 32 },
    ],
  });
});

test("all of them are taken down without a trace", async () => {
  await project().destroy();
  for (const path of ["/trunks", "/accessControlLists", "/credentialLists", "/phoneNumbers"]) {
    expect(await api().list(path)).toEqual([]);
  }
  expect(await api().get("/countryPermissions/DE")).toMatchObject({ enabled: false });
});
