import fc from "fast-check";
import { ENTITIES } from "../../provider/entities";
import { isObject, type Json, type JsonObject } from "../../provider/json";
import { axiosTransport, type Transport } from "../../provider/api/transport";
import { accepted } from "../entities";
import { useAccount } from "./account";
import { makeWorld } from "./world";

/*
 * An API that has grown since this package was made: new fields everywhere, new words where there was a choice of a
 * few. Nothing of that may break a refresh.
 */

const account = useAccount();
const NEW_WORDS: JsonObject = { transport: "WSS", direction: "sideways" };

function grown(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(grown);
  if (!isObject(value)) return value;
  const known = Object.entries(value).map(([key, one]) => [key, NEW_WORDS[key] ?? grown(one)] as const);
  return { ...Object.fromEntries(known), novelty: { of: ["the API", 1, null] } };
}

function grownTransport(): Transport {
  const http = axiosTransport();
  return async (request) => {
    const answer = await http(request);
    return request.label.includes("oauth2") ? answer : { ...answer, body: grown(answer.body) };
  };
}

test.each(ENTITIES.map(({ name }) => name))(
  "new fields and new words in answers do not break reading and listing a %s",
  async (name) => {
    const world = await makeWorld(account());
    const [first] = fc.sample(accepted(world)[name] ?? fc.constant({}), { seed: 1, numRuns: 1 });
    const entity = account().lifecycle(name);
    const { inputs } = entity.check({}, first ?? {});
    const made = await entity.create(inputs);
    const later = account().lifecycle(name, account().client({}, { transport: grownTransport() }));

    const kept = await later.read(made.id, made.state);
    const words = Object.keys(NEW_WORDS).filter((key) => key in inputs);
    const changed = Object.fromEntries(words.map((key) => [key, NEW_WORDS[key] as Json]));
    expect(kept).toEqual({ inputs: { ...inputs, ...changed }, state: { ...made.state, ...changed } });

    const listed = await later.list(made.id.includes("/") ? made.id.split("/")[0] : undefined);
    if (name !== "Project" && name !== "PhoneNumberAssignment") {
      expect(listed.map(({ id }) => id)).toContain(made.id);
    }
    expect(JSON.stringify(listed)).not.toContain("novelty");
  },
);

test("an answer that has less than it should is read as far as it goes", async () => {
  const entity = account().lifecycle("SipTrunk");
  const { inputs } = entity.check({}, { name: "Voice", hostName: "acme-voice" });
  const { id, state } = await entity.create(inputs);
  const transport: Transport = async (request) => {
    const answer = await axiosTransport()(request);
    return request.label.includes("oauth2") ? answer : { ...answer, body: { id, name: "Voice" } };
  };
  const kept = await account().lifecycle("SipTrunk", account().client({}, { transport })).read(id, state);
  expect(kept?.inputs).toEqual({ name: "Voice", enableCallerName: false, enableCallForward: false });
});
