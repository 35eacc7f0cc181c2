import { dynamicProvider } from "../../provider/adapters/dynamic";
import { clientOptions } from "../../provider/config";
import type { JsonObject } from "../../provider/json";
import { provider as providerOfState } from "../../provider/runtime";
import { entityOf, errorOf, useAccount } from "./account";

const account = useAccount();
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const PROVIDER = { __provider: "exports.handler=…" };
const TRUNK = { ...PROVIDER, name: "Voice", hostName: "acme-voice" };

/** An entity's dynamic provider, configured as Pulumi's host does it: not awaited. */
function configured(name: string, config: Record<string, unknown> = {}) {
  const { keyId, keySecret, projectId, ...urls } = account().options;
  const values: Record<string, unknown> = { keyId, keySecret, projectId, ...urls, ...config };
  const provider = dynamicProvider(entityOf(name), (given, whose) =>
    account().client(clientOptions(given, {}, whose)),
  );
  void provider.configure?.({
    config: {
      get: (key: string) => values[key.replace("sinch:", "")],
      require: (key: string) => key,
    },
  } as never);
  return provider as Required<typeof provider>;
}

test("values that are not known yet, are no text or are missing never make configure throw", async () => {
  const odd = {
    keyId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    keySecret: 7,
    projectId: undefined,
    apiUrl: null,
  };
  const { failures } = await configured("SipTrunk", odd).check({}, TRUNK);
  expect(failures?.map(({ property }) => property)).toEqual([""]);
  for (const key of ["sinch:keyId", "sinch:keySecret", "sinch:projectId"]) {
    expect(failures?.[0]?.reason).toContain(`${key} is not set. Run: pulumi config set`);
  }
});

test("what is wrong with the inputs is said before what is wrong with the configuration", async () => {
  const { failures } = await configured("SipTrunk", { keyId: "" }).check({}, { ...TRUNK, name: "" });
  expect(failures?.map(({ property }) => property)).toEqual(["name"]);
});

test("a diff names what needs another resource and leaves the comparison of inputs to the engine", async () => {
  const endpoint = configured("SipEndpoint");
  const olds = { ...PROVIDER, sipTrunkId: "a", isRegistered: false, name: "SBC" };
  expect(await endpoint.diff("a/x", olds, { ...olds, name: "Other" })).toEqual({
    replaces: [],
    deleteBeforeReplace: true,
  });
  const moved = await endpoint.diff("a/x", olds, { ...olds, sipTrunkId: "b" });
  expect(moved).toEqual({ replaces: ["sipTrunkId"], deleteBeforeReplace: true });
});

test("secrets are marked on every way back to the engine", async () => {
  const lists = configured("CredentialList");
  const credentials = [{ username: "branch01", password: "Tr0ub4dor-and-3" }];
  const marked = { ...SECRET, value: credentials };
  const { inputs } = await lists.check({}, { ...PROVIDER, name: "Branches", credentials });
  const { id, outs } = await lists.create(inputs ?? {});
  expect(outs).toMatchObject({ credentials: marked, usernames: ["branch01"] });
  const state = { ...outs, credentials };
  expect(await lists.read(id, state)).toMatchObject({
    props: { credentials: marked },
    inputs: { credentials: marked },
  });
  expect((await lists.update(id, state, { ...inputs, name: "Other" })).outs).toMatchObject({
    credentials: marked,
    name: "Other",
  });
});

test("what is gone reads as nothing, so that the engine drops it", async () => {
  const trunks = configured("SipTrunk");
  const { id, outs } = await trunks.create((await trunks.check({}, TRUNK)).inputs as JsonObject);
  await trunks.delete(id, outs ?? {});
  expect(await trunks.read(id, { ...outs, ...PROVIDER })).toEqual({ id: "", props: {} });
});

test("Class.get of what does not exist is an error that tells the form of the id, without a stack", async () => {
  const error = await errorOf(configured("SipEndpoint").read("none/none", {}));
  expect(error.message).toBe("there is no SIP endpoint none/none: its id has the form sipTrunkId/endpointId");
  expect(error.stack).toBe("");
});

test("errors of reads and deletes carry no stack, since Pulumi would print it", async () => {
  const trunks = configured("SipTrunk");
  account().emulator.addFault({ path: "/trunks/*", status: 400, times: 2, message: "No" });
  for (const work of [trunks.read("x", { ...TRUNK }), trunks.delete("x", { ...TRUNK })]) {
    const error = await errorOf(work);
    expect(error.message).toContain("failed with status 400: No");
    expect(error.stack).toBe("");
  }
});

test("a create that half succeeds keeps the id and what loads the provider, so that the next up repairs it", async () => {
  const [sipTrunkId] = [(await configured("SipTrunk").create(TRUNK)).id];
  account().emulator.switches.provisioningFail = true;
  const numbers = configured("PhoneNumberAssignment");
  const inputs = { ...PROVIDER, phoneNumber: "+12025550101", sipTrunkId, takeOver: false };
  const error = await errorOf(numbers.create(inputs));
  account().emulator.switches.provisioningFail = false;
  const reason = "the Numbers API failed to bind +12025550101; run `pulumi up` again to try once more";
  expect(error).toMatchObject({
    message: reason,
    id: "+12025550101",
    properties: { ...PROVIDER, phoneNumber: "+12025550101", sipTrunkId },
    reasons: [reason],
  });
});

test("what the text in a state loads is one provider for each entity, and an unknown one is named", () => {
  expect(providerOfState("SipTrunk")).toBe(providerOfState("SipTrunk"));
  expect(providerOfState("SipTrunk")).not.toBe(providerOfState("SipEndpoint"));
  expect(() => providerOfState("Trunk")).toThrow(/pulumi-sinch .* has no Trunk: install the version/);
});

test("a state of another project is not touched", async () => {
  const trunks = configured("SipTrunk", { projectId: "another" });
  const state = { ...TRUNK, projectId: "emulator-project" };
  for (const work of [trunks.read("x", state), trunks.update("x", state, TRUNK), trunks.delete("x", state)]) {
    expect((await errorOf(work)).message).toContain(
      "Run: pulumi config set sinch:projectId emulator-project",
    );
  }
  expect(account().requests()).toEqual([]);
});

test("get of an id with an account before it is told how to name the account", async () => {
  const { projectId } = account().options;
  const accounts = JSON.stringify({ b: { projectId } });
  const trunk = configured("SipTrunk", { accounts });
  const { id } = await trunk.create({ ...TRUNK, account: "b" });
  const { message } = await errorOf(trunk.read(`b:${id}`, PROVIDER));
  expect(message).toBe(`get takes the id ${id} alone: give it sinch.inAccount("b") as options`);
  expect((await trunk.read(id, { ...PROVIDER, account: "b" })).id).toBe(id);
});
