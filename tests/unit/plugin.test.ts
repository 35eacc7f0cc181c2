import { Server, ServerCredentials, type ServiceError } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type RunningEmulator, startEmulator } from "../../emulator";
import { startPlugin } from "../../provider/adapters/plugin/server";
import { ByHand } from "../support/by-hand";
import { PluginClient, secret, UNKNOWN_TEXT, valuesOf } from "../support/plugin-client";

let emulator: RunningEmulator;
let engine: { server: Server; address: string; lines: { urn: string; message: string }[] };
let plugin: Awaited<ReturnType<typeof startPlugin>>;
let client: PluginClient;
let engineIsGone: Promise<void>;

/** An engine, as far as a plugin knows one: something that shows lines. */
async function startEngine(): Promise<typeof engine> {
  const lines: (typeof engine)["lines"] = [];
  const server = new Server();
  server.addService(EngineService, {
    log: (call: { request: LogRequest }, callback: (error: null, answer: Empty) => void) => {
      lines.push({ urn: call.request.getUrn(), message: call.request.getMessage() });
      callback(null, new Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return { server, address: `127.0.0.1:${port}`, lines };
}

function configuration(): Record<string, string> {
  const { url, keyId, keySecret, projectId } = emulator;
  return { keyId, keySecret, projectId, apiUrl: url, authUrl: url, numbersUrl: url };
}

beforeEach(async () => {
  emulator = await startEmulator();
  engine = await startEngine();
  let gone = (): void => undefined;
  engineIsGone = new Promise((resolve) => (gone = resolve));
  plugin = await startPlugin({ engineAddress: engine.address, onEngineGone: gone });
  client = new PluginClient(plugin.port);
  await client.configure({ ...configuration(), keySecret: secret(emulator.keySecret) });
});

afterEach(async () => {
  client.close();
  plugin.close();
  engine.server.forceShutdown();
  await emulator.close();
});

/** Resolves once something holds that nobody tells of. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

const TRUNK = { name: "Voice", hostName: "acme-voice" };
const LIST = { name: "List", credentials: [{ username: "u1", password: "Correct-Horse-1" }] };

describe("secrets", () => {
  test("what a program calls secret stays so, with the outputs that follow from it, and reaches the API in clear", async () => {
    const { inputs } = (
      await client.check("SipTrunk", { ...TRUNK, hostName: secret("acme-voice") })
    ).toObject();
    expect(inputs).toBeDefined();
    const created = await client.create("SipTrunk", { ...TRUNK, hostName: secret("acme-voice") });
    const values = valuesOf(created.getProperties());
    expect(values.hostName).toEqual(secret("acme-voice"));
    expect(values.domain).toEqual(secret("acme-voice.pstn.sinch.com"));
    expect(values.name).toBe("Voice");
    expect(await new ByHand(emulator).list("/trunks")).toMatchObject([TRUNK]);
    const read = await client.read("SipTrunk", created.getId(), values);
    expect(valuesOf(read.getProperties())).toEqual(values);
    expect(valuesOf(read.getInputs()).hostName).toEqual(secret("acme-voice"));
  });

  test("credentials are secret whether a program says so or not, usernames are not", async () => {
    const checked = valuesOf((await client.check("CredentialList", LIST)).getInputs());
    expect(checked.credentials).toEqual(secret(LIST.credentials));
    expect(checked.usernames).toEqual(["u1"]);
  });

  test("a secret within a list hides the whole list", async () => {
    const ipRanges = [{ ipAddress: "192.0.2.1", description: secret("Safe house") }];
    const checked = valuesOf((await client.check("AccessControlList", { name: "A", ipRanges })).getInputs());
    expect(checked.ipRanges).toEqual(
      secret([{ ipAddress: "192.0.2.1", range: 32, description: "Safe house" }]),
    );
  });

  test("a failed check of a secret names no property, since the engine would print its value", async () => {
    const { failuresList } = (
      await client.check("CredentialList", { name: "List", credentials: secret("Correct-Horse-1") })
    ).toObject();
    expect(failuresList).toMatchObject([{ property: "" }]);
    expect(failuresList[0]?.reason).toMatch(/^credentials must be a list/);
    expect(JSON.stringify(failuresList)).not.toContain("Correct-Horse");
    const weak = { ...LIST, credentials: secret([{ username: "u1", password: "hunter2" }]) };
    const weakFailures = (await client.check("CredentialList", weak)).toObject().failuresList;
    expect(weakFailures).toMatchObject([{ property: "credentials[0].password" }]);
    expect(JSON.stringify(weakFailures)).not.toContain("hunter2");
  });

  test("a function that is asked with a secret answers with secrets", async () => {
    await client.create("SipTrunk", TRUNK);
    const answer = await client.invoke("getSipTrunk", { hostName: secret("acme-voice") });
    expect(valuesOf(answer.getReturn()).name).toEqual(secret("Voice"));
    const open = await client.invoke("getSipTrunk", { hostName: "acme-voice" });
    expect(valuesOf(open.getReturn()).name).toBe("Voice");
  });

  test("the key secret is encrypted even where the configuration has it in plain text", async () => {
    const checked = await client.checkConfig(configuration());
    expect(valuesOf(checked.getInputs()).keySecret).toEqual(secret(emulator.keySecret));
  });
});

describe("previews", () => {
  test("of a create: what follows from inputs is known, the rest is not, and nothing is asked of the API", async () => {
    const checked = valuesOf(
      (await client.check("SipTrunk", { ...TRUNK, hostName: UNKNOWN_TEXT })).getInputs(),
    );
    expect(checked.hostName).toBe(UNKNOWN_TEXT);
    const values = valuesOf((await client.create("SipTrunk", checked, true)).getProperties());
    expect(values).toMatchObject({
      name: "Voice",
      hostName: UNKNOWN_TEXT,
      domain: UNKNOWN_TEXT,
      callsPerSecond: UNKNOWN_TEXT,
      projectId: emulator.projectId,
    });
    const list = valuesOf((await client.check("CredentialList", LIST)).getInputs());
    expect(valuesOf((await client.create("CredentialList", list, true)).getProperties()).usernames).toEqual([
      "u1",
    ]);
    expect(emulator.requests()).toEqual([]);
  });

  test("of an update: only what a changed input determines is unknown", async () => {
    const olds = valuesOf((await client.create("SipTrunk", TRUNK)).getProperties());
    const renamed = await client.previewUpdate("SipTrunk", olds, { ...TRUNK, name: "Voice 2" });
    expect(valuesOf(renamed.getProperties())).toMatchObject({
      name: "Voice 2",
      domain: "acme-voice.pstn.sinch.com",
      callsPerSecond: 1,
    });
    const moved = await client.previewUpdate("SipTrunk", olds, { ...TRUNK, hostName: "acme-other" });
    expect(valuesOf(moved.getProperties())).toMatchObject({
      name: "Voice",
      hostName: UNKNOWN_TEXT,
      domain: UNKNOWN_TEXT,
      callsPerSecond: 1,
    });
  });
});

describe("diff", () => {
  const kinds = (response: messages.DiffResponse): Record<string, number> => {
    const found: Record<string, number> = {};
    response.getDetaileddiffMap().forEach((diff, path) => (found[path] = diff.getKind()));
    return found;
  };
  const { ADD, DELETE, UPDATE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  const { DIFF_NONE } = messages.DiffResponse.DiffChanges;

  test("names each path that differs and what that means", async () => {
    const olds = { name: "A", enabled: true, ipRanges: [{ ipAddress: "192.0.2.1", range: 32 }] };
    const news = {
      name: "B",
      enabled: true,
      ipRanges: [
        { ipAddress: "192.0.2.1", range: 24 },
        { ipAddress: "192.0.2.9", range: 32 },
      ],
    };
    expect(kinds(await client.diff("AccessControlList", olds, news))).toEqual({
      name: UPDATE,
      "ipRanges[0].range": UPDATE,
      "ipRanges[1]": ADD,
    });
    expect(kinds(await client.diff("AccessControlList", news, olds))).toMatchObject({
      "ipRanges[1]": DELETE,
    });
    const link = { sipTrunkId: "t1", accessControlListId: "a1" };
    const other = await client.diff("TrunkAccessControlList", link, { ...link, sipTrunkId: "t2" });
    expect(kinds(other)).toEqual({ sipTrunkId: UPDATE_REPLACE });
    expect(other.getReplacesList()).toEqual(["sipTrunkId"]);
  });

  test("tells no part of a secret, and a new username replaces the list, delete first", async () => {
    const news = { ...LIST, credentials: secret([...LIST.credentials, { username: "u2", password: "x" }]) };
    const diff = await client.diff(
      "CredentialList",
      { ...LIST, credentials: secret(LIST.credentials) },
      news,
    );
    expect(kinds(diff)).toEqual({ credentials: UPDATE_REPLACE });
    expect(diff.getDeletebeforereplace()).toBe(true);
  });

  test("of a state that a dynamic provider has left is empty", async () => {
    const left = { ...TRUNK, __provider: "exports.handler=…" };
    expect((await client.diff("SipTrunk", left, TRUNK)).getChanges()).toBe(DIFF_NONE);
    const prefixed = Object.fromEntries(
      Object.entries(configuration()).map(([key, value]) => [`sinch:${key}`, value]),
    );
    const config = await client.diffConfig(prefixed, configuration());
    expect(config.getChanges()).toBe(DIFF_NONE);
  });
});

describe("failures", () => {
  test("a create that half succeeds tells the engine what to keep", async () => {
    emulator.switches.provisioningFail = true;
    const { id } = await new ByHand(emulator).post("/trunks", TRUNK);
    const inputs = { phoneNumber: "+12025550101", sipTrunkId: id, takeOver: false };
    const error = await client.create("PhoneNumberAssignment", inputs).then(
      () => undefined,
      (thrown: unknown) => thrown as ServiceError,
    );
    const [bytes] = error?.metadata.get("grpc-status-details-bin") ?? [];
    const [detail] = Status.deserializeBinary(bytes as Buffer).getDetailsList();
    expect(detail?.getTypeName()).toBe("pulumirpc.ErrorResourceInitFailed");
    const kept = messages.ErrorResourceInitFailed.deserializeBinary(
      detail?.getValue_asU8() ?? new Uint8Array(),
    );
    expect(kept.getId()).toBe("+12025550101");
    expect(valuesOf(kept.getProperties())).toMatchObject({ phoneNumber: "+12025550101", sipTrunkId: id });
    expect(kept.getReasonsList()).toEqual([expect.stringContaining("failed to bind")]);
  });

  test("an error is a message without a stack", async () => {
    await client.create("SipTrunk", TRUNK);
    await expect(client.create("SipTrunk", TRUNK)).rejects.toMatchObject({
      details: expect.stringMatching(/^POST \/trunks failed with status 400: [^\n]*$/) as string,
    });
  });

  test("what is gone is read as nothing", async () => {
    expect((await client.read("SipTrunk", "01ARZ3NDEKTSV4RRFFQ69G5FAV", TRUNK)).getId()).toBe("");
  });

  test("a configuration that cannot work is refused with the commands that mend it", async () => {
    const { failuresList } = (await client.checkConfig({ keyId: "k", authMethod: "ntlm" })).toObject();
    expect(failuresList).toMatchObject([{ property: "" }]);
    expect(failuresList[0]?.reason).toContain("pulumi config set sinch:projectId");
    expect(failuresList[0]?.reason).toContain("sinch:authMethod must be oauth2 or basic");
    const open = await client.checkConfig({ ...configuration(), projectId: UNKNOWN_TEXT });
    expect(open.getFailuresList()).toEqual([]);
  });
});

describe("the engine", () => {
  test("shows what takes long in the row of its resource, and a cancel ends the wait at once", async () => {
    emulator.addFault({ path: "/trunks", status: 429, retryAfter: 3_600, times: 99 });
    const creation = client.create("SipTrunk", TRUNK);
    const outcome = creation.catch((error: unknown) => error);
    await until(() => engine.lines.length > 0);
    expect(engine.lines).toMatchObject([
      {
        urn: expect.stringContaining("SipTrunk::it") as string,
        message: expect.stringMatching(/waiting \d+ s/) as string,
      },
    ]);
    await client.cancel();
    expect(await outcome).toMatchObject({ details: expect.stringContaining("stopped") as string });
    emulator.clearFaults();
    expect(await new ByHand(emulator).list("/trunks")).toEqual([]);
  });

  test("a cancel while a number is being bound keeps the assignment", async () => {
    emulator.switches.provisioningDelayMs = 3_600_000;
    const { id } = await new ByHand(emulator).post("/trunks", TRUNK);
    const inputs = { phoneNumber: "+12025550101", sipTrunkId: id, takeOver: false };
    const outcome = client.create("PhoneNumberAssignment", inputs).catch((error: unknown) => error);
    await until(() => emulator.requests().some(({ method }) => method === "PATCH"));
    await client.cancel();
    const { metadata } = (await outcome) as ServiceError;
    expect(metadata.get("grpc-status-details-bin")).toHaveLength(1);
  });

  test("a plugin whose engine is killed ends", async () => {
    await client.invoke("getSipTrunks", {});
    engine.server.forceShutdown();
    await engineIsGone;
  });
});
