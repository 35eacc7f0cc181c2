import { VERSION } from "../../provider/version";
import { useAccount } from "./account";

const { version } = require("../../package.json") as { version: string };

const account = useAccount();

test("the version is that of package.json", () => {
  expect(VERSION).toBe(version);
});

test("every request says which version of the package sends it", async () => {
  const client = account().client();
  await client.request({ method: "GET", path: "/trunks" });
  await client.request({ method: "POST", path: "/trunks", body: { name: "Voice", hostName: "acme-voice" } });
  await client.request({ method: "GET", path: "/activeNumbers/+12025550101", api: "numbers" });
  const requests = account().emulator.requests();
  expect(requests).toHaveLength(4);
  expect(new Set(requests.map(({ userAgent }) => userAgent))).toEqual(new Set([`pulumi-sinch/${version}`]));
});
