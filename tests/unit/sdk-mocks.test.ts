import * as pulumi from "@pulumi/pulumi";
import { ENTITIES } from "../../provider/entities";
import { FUNCTIONS } from "../../provider/functions";
import type { JsonObject } from "../../provider/json";
import * as sinch from "../../sdk";
import { INPUTS } from "../entities";

/*
 * A program's unit tests, as Pulumi describes them: resources and functions are answered by `setMocks`.
 */

interface Registered {
  type: string;
  name: string;
  id: string | undefined;
  inputs: JsonObject;
  provider: string | undefined;
}

const registered: Registered[] = [];
const called: { token: string; args: object }[] = [];
/** What the mocks answer a function with. */
const ANSWER = { sipTrunks: [{ name: "From the mock" }] };

beforeEach(async () => {
  registered.length = 0;
  called.length = 0;
  await pulumi.runtime.setMocks({
    newResource({ type, name, id, inputs, provider }) {
      registered.push({ type, name, id, inputs: inputs as JsonObject, provider });
      return {
        id: id || `${name}-id`,
        state: { ...(inputs as object), projectId: "project", domain: "from.the.mock" },
      };
    },
    call({ token, inputs }) {
      called.push({ token, args: inputs as object });
      return ANSWER;
    },
  });
});

/** How the engine is told that a value is secret. */
function secret(value: unknown): object {
  return { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value };
}

function valueOf<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply((value) => {
      resolve(value);
    });
  });
}

/** What was registered under a name, once it was. */
async function registration(resource: { urn: pulumi.Output<string> }): Promise<Registered> {
  const urn = await valueOf(resource.urn);
  const found = registered.find(({ name }) => name === urn.split("::").at(-1));
  if (found === undefined) throw new Error(`${urn} was not registered`);
  return found;
}

type AnyClass = new (
  name: string,
  args: JsonObject,
  opts?: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

function classOf(name: string): AnyClass & { get(name: string, id: string): pulumi.CustomResource } {
  return (
    sinch as unknown as Record<string, AnyClass & { get(name: string, id: string): pulumi.CustomResource }>
  )[name] as never;
}

describe.each(ENTITIES)("$name", ({ name, secrets: secretKeys }) => {
  const inputs = INPUTS[name] ?? {};

  test("is registered with its inputs and the constant text that loads its provider", async () => {
    const resource = new (classOf(name))("one", inputs);
    const { type, inputs: sent } = await registration(resource);
    expect(type).toBe(`pulumi-nodejs:dynamic/sinch:${name}`);
    const loader = `exports.handler=()=>require("pulumi-sinch/runtime").provider("${name}")`;
    const secrets = secretKeys.map((key) => [key, secret(inputs[key])] as const);
    expect(sent).toEqual({ ...inputs, ...Object.fromEntries(secrets), __provider: loader });
  });

  test("gives back its inputs and outputs, and an id", async () => {
    const resource = new (classOf(name))("one", inputs) as unknown as Record<string, pulumi.Output<unknown>>;
    for (const [key, value] of Object.entries(inputs)) {
      expect(await valueOf(resource[key] as pulumi.Output<unknown>)).toEqual(value);
    }
    expect(await valueOf(resource["id"] as pulumi.Output<unknown>)).toBe("one-id");
    expect(await valueOf(resource["projectId"] as pulumi.Output<unknown>)).toBe("project");
  });

  test("can be read by its id, without being made", async () => {
    const resource = classOf(name).get("known", "the/id");
    expect(await registration(resource)).toMatchObject({
      id: "the/id",
      type: `pulumi-nodejs:dynamic/sinch:${name}`,
    });
    expect(await valueOf(resource.id)).toBe("the/id");
  });
});

test("a mistake in a constructor's arguments is told with the line of the program that made it", () => {
  const limit = Error.stackTraceLimit;
  const mistake = catchError(() => new sinch.SipTrunk("", { name: "Voice", hostName: "acme-voice" }));
  expect(mistake.message).toContain("Missing resource name");
  expect(mistake.stack?.split("\n")[1]).toContain(__filename);
  expect(Error.stackTraceLimit).toBe(limit);
});

function catchError(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}

test("an output of one resource is an input of another", async () => {
  const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  const endpoint = new sinch.SipEndpoint("sbc", {
    sipTrunkId: trunk.id,
    name: "SBC",
    address: trunk.domain,
    priority: 1,
  });
  expect((await registration(endpoint)).inputs).toMatchObject({
    sipTrunkId: "voice-id",
    address: "from.the.mock",
  });
});

test("credentials are secret whether the program marked them or not; nothing else is", async () => {
  const list = new sinch.CredentialList("branches", INPUTS["CredentialList"] as never);
  expect(await pulumi.isSecret(list.credentials)).toBe(true);
  expect(await pulumi.isSecret(list.name)).toBe(false);
});

describe("a Provider", () => {
  test("has the values that it was given under their configuration keys, and a secret key secret", async () => {
    const provider = new sinch.Provider("other", {
      keyId: "key",
      keySecret: "Secret-0123",
      projectId: "other",
    });
    const { type, inputs } = await registration(provider);
    expect(type).toBe("pulumi:providers:pulumi-nodejs");
    expect(inputs).toEqual({
      "sinch:keyId": "key",
      "sinch:keySecret": secret("Secret-0123"),
      "sinch:projectId": "other",
      "sinch:provider": "other",
    });
    expect(await pulumi.isSecret(provider.values)).toBe(true);
  });

  test("is passed on to resources and functions", async () => {
    const provider = new sinch.Provider("other", { keyId: "key", keySecret: "secret", projectId: "other" });
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" }, { provider });
    expect((await registration(trunk)).provider).toContain("pulumi:providers:pulumi-nodejs::other");
    expect(await sinch.getSipTrunks({}, { provider })).toEqual(ANSWER);
  });
});

const ARGUMENTS: Record<string, JsonObject> = {
  getSipTrunk: { hostName: "acme-voice" },
  getSipEndpoints: { sipTrunkId: "trunk" },
  getPhoneNumbers: { sipTrunkId: "trunk" },
  getCalls: { direction: "INBOUND", createdFrom: "2026-02-03T10:00:00" },
};
const CALLS = Object.keys(FUNCTIONS).map((name): [string, JsonObject] => [name, ARGUMENTS[name] ?? {}]);

type Functions = Record<string, (args: object) => Promise<object> & pulumi.Output<object>>;

test.each(CALLS)("%s and its Output form are answered by the mocks", async (name, args) => {
  const functions = sinch as unknown as Functions;
  expect(await functions[name]?.(args)).toEqual(ANSWER);
  const outputs = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, pulumi.output(value)]));
  expect(await valueOf(functions[`${name}Output`]?.(outputs) as pulumi.Output<object>)).toEqual(ANSWER);
  expect(called).toEqual([
    { token: `sinch:index:${name}`, args },
    { token: `sinch:index:${name}`, args },
  ]);
});

test("there is no function but these", () => {
  const exported = Object.keys(sinch)
    .filter((name) => name.startsWith("get"))
    .sort();
  expect(exported).toEqual(
    Object.keys(FUNCTIONS)
      .flatMap((name) => [name, `${name}Output`])
      .sort(),
  );
});
