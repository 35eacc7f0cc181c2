import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { resourceOperations } from "../../provider/adapters/plugin/resources";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";
import { FieldWorld } from "./world";

/*
 * customTimeouts: how long the plugin waits for one resource. Pulumi tells a dynamic provider nothing of them.
 */

const NUMBER = "+12025550101";

/** The plugin in a world in which binding a number takes a while and waiting takes no time. */
function plugin(provisioningDelayMs: number) {
  const world = new FieldWorld();
  world.emulator.switches.provisioningDelayMs = provisioningDelayMs;
  const { clock, emulator } = world;
  const operations = resourceOperations({
    clock,
    say: (line) => world.said.push(line),
    warn: (line) => world.said.push(line),
    transport: async ({ url, method, headers, body }) => {
      const { pathname, search } = new URL(url);
      const init = { method, headers, ...(body !== undefined && { body }) };
      const answer = await emulator.request(pathname + search, init);
      return {
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: await answer.json(),
      };
    },
  });
  const { keyId, keySecret, projectId } = emulator;
  const configuration = new messages.ConfigureRequest();
  configuration.setArgs(Struct.fromJavaScript({ keyId, keySecret, projectId }));
  operations.configure(configuration);
  const create = async (
    type: string,
    inputs: Record<string, JavaScriptValue>,
    seconds = 0,
  ): Promise<number> => {
    const request = new messages.CreateRequest();
    request.setUrn(`urn:pulumi:test::acme::sinch:index:${type}::one`);
    request.setProperties(Struct.fromJavaScript(inputs));
    request.setTimeout(seconds);
    const beganMs = clock.now();
    await operations.create(request);
    return clock.now() - beganMs;
  };
  return { world, create };
}

describe("the plugin", () => {
  test.each([
    { limit: 20, words: "took longer than 20 s" },
    { limit: 0, words: "took longer than 300 s" },
    { limit: 400, words: "took longer than 400 s" },
  ])("waits $limit s for a number's job, of which 0 is as usual", async ({ limit, words }) => {
    const { world, create } = plugin(3_600_000);
    const sipTrunkId = await world.byHand("POST", "/trunks", { name: "Voice", hostName: "acme-voice" });
    const inputs = { phoneNumber: NUMBER, sipTrunkId, takeOver: false };
    await expect(create("PhoneNumberAssignment", inputs, limit)).rejects.toThrow(words);
  });

  test("waits longer than usual for one that takes so long, where it is told to", async () => {
    const { world, create } = plugin(350_000);
    const sipTrunkId = await world.byHand("POST", "/trunks", { name: "Voice", hostName: "acme-voice" });
    const inputs = { phoneNumber: NUMBER, sipTrunkId, takeOver: false };
    expect(await create("PhoneNumberAssignment", inputs, 600)).toBeGreaterThan(350_000);
  });

  test("gives a request up that is refused for longer, and not sooner", async () => {
    const { world, create } = plugin(0);
    world.emulator.addFault({ path: "/trunks", status: 429, retryAfter: 10, times: 5 });
    const inputs = { name: "Voice", hostName: "acme-voice" };
    await expect(create("SipTrunk", inputs, 15)).rejects.toThrow("429");
    expect(await create("SipTrunk", inputs, 60)).toBeGreaterThan(20_000);
  });
});

describe("with the real CLI", () => {
  const program = `
    const trunk = new sinch.SipTrunk("trunk", { name: "Voice", hostName: "acme-voice" });
    new sinch.PhoneNumberAssignment(
      "number",
      { phoneNumber: "${NUMBER}", sipTrunkId: trunk.id },
      { customTimeouts: { create: "2s" } },
    );
  `;
  const project = useProject(program, { provider: "plugin" });

  test("the plugin gives up after that, keeps the number and goes on with the next update", async () => {
    const { emulator } = project();
    emulator.switches.provisioningDelayMs = 3_600_000;
    const { stdout, stderr } = await project().up([], { status: 1 });
    expect(stdout + stderr).toContain(`binding ${NUMBER} took longer than 2 s`);
    expect(emulator.state().activeNumbers).toMatchObject([{ phoneNumber: NUMBER }, {}, {}, {}]);
    expect((await project().exportState()).map(({ id }) => id)).toContain(NUMBER);
    emulator.switches.provisioningDelayMs = 0;
    await project().up();
    expect(await new ByHand(emulator).list("/phoneNumbers")).toMatchObject([{ phoneNumber: NUMBER }]);
  });

  test("the Node.js classes say that they have no effect", async () => {
    project().setProgram(program.replace("acme-voice", "acme-other"), "dynamic");
    const { stdout } = await project().preview();
    expect(stdout).toContain("customTimeouts have no effect on the Node.js classes");
  });
});
