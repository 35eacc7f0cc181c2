import { clean } from "../../provider/lifecycle/values";
import { useAccount } from "./account";
import { startServer } from "./server";

const account = useAccount();

test("a change sends every input, and null for what has no value any more: the API replaces whole objects", async () => {
  const api = await startServer(() => ({ body: { id: "trunk" } }));
  const trunks = account().lifecycle("SipTrunk", account().client({ apiUrl: api.url, authMethod: "basic" }));
  const trunk = { name: "Voice", hostName: "acme-voice" };
  const { inputs: olds } = trunks.check({}, { ...trunk, callForwardNumber: "+12025550147" });
  const { inputs: news } = trunks.check(olds, { ...trunk, enableCallerName: true });
  await trunks.update("trunk", olds, news);
  expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "PUT /v1/projects/emulator-project/trunks/trunk",
  ]);
  expect(JSON.parse(api.seen[0]?.body ?? "")).toEqual({
    ...trunk,
    enableCallerName: true,
    enableCallForward: false,
    callForwardNumber: null,
  });
});

test("what Pulumi's host could not keep is left out of a state or made a number", () => {
  const odd = { none: undefined, nothing: null, many: [{ none: undefined, big: 3n }], big: 2n } as never;
  expect(clean(odd)).toStrictEqual({ many: [{ big: 3 }], big: 2 });
});
