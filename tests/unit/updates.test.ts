import { clean } from "../../provider/lifecycle/values";
import { useAccount } from "./account";
import { startServer } from "./server";

const account = useAccount();

test("a change is put on top of what the API holds: null for what is taken away, the rest as it is", async () => {
  const live = {
    name: "By hand",
    hostName: "acme-voice",
    enableCallerName: false,
    enableCallForward: false,
    callForwardNumber: "+12025550147",
    label: "unknown here",
    nothing: null,
    callsPerSecond: 3,
    createTime: "2026-02-03T09:15:27",
  };
  const api = await startServer(({ method }) =>
    method === "GET"
      ? { body: { trunks: [{ id: "trunk", ...live }], totalItems: 1 } }
      : { body: { id: "trunk" } },
  );
  const trunks = account().lifecycle("SipTrunk", account().client({ apiUrl: api.url, authMethod: "basic" }));
  const trunk = { name: "Voice", hostName: "acme-voice" };
  const { inputs: olds } = trunks.check({}, { ...trunk, callForwardNumber: "+12025550147" });
  const { inputs: news } = trunks.check(olds, { ...trunk, enableCallerName: true });
  await trunks.update("trunk", olds, news);
  expect(api.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /v1/projects/emulator-project/trunks?page=1&size=500",
    "PUT /v1/projects/emulator-project/trunks/trunk",
  ]);
  expect(JSON.parse(api.seen[1]?.body ?? "")).toEqual({
    name: "By hand",
    hostName: "acme-voice",
    enableCallerName: true,
    enableCallForward: false,
    callForwardNumber: null,
    label: "unknown here",
  });
});

test("what Pulumi's host could not keep is left out of a state or made a number", () => {
  const odd = { none: undefined, nothing: null, many: [{ none: undefined, big: 3n }], big: 2n } as never;
  expect(clean(odd)).toStrictEqual({ many: [{ big: 3 }], big: 2 });
});
