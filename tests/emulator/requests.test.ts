import { Readable } from "node:stream";
import { startEmulator } from "../../emulator";
import { basic, client } from "./client";

const MEBIBYTE = 1_048_576;

test("a body of more than 1 MiB is answered with 413, and one of 1 MiB is read", async () => {
  const { ask } = client();
  const body = (length: number): string => JSON.stringify({ name: "x".repeat(length) });
  const overhead = body(0).length;
  expect((await ask("POST", "/trunks", body(MEBIBYTE - overhead))).status).toBe(400);
  expect((await ask("POST", "/trunks", body(MEBIBYTE - overhead + 1))).status).toBe(413);
});

test("a body without a length is given up when it has become too long", async () => {
  const emulator = await startEmulator();
  const response = await fetch(`${emulator.url}/v1/projects/${emulator.projectId}/trunks`, {
    method: "POST",
    headers: {
      authorization: basic(emulator.keyId, emulator.keySecret),
      "content-type": "application/json",
    },
    body: Readable.toWeb(Readable.from(Array.from({ length: 40 }, () => Buffer.alloc(65_536, " ")))),
    duplex: "half",
  });
  expect(response.status).toBe(413);
  await emulator.close();
});

test("a body that is no JSON object, or has values of the wrong type, cannot be read", async () => {
  const { ask } = client();
  const wrong: unknown[] = ["", "{", "[]", "null", '"x"', '{"name":1}', { name: "x", hostName: ["x"] }];
  for (const body of wrong) {
    const answer = await ask("POST", "/trunks", body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      status: "VALIDATION_FAILED",
      message: "Failed to read HTTP message",
    });
  }
});

test("bytes that are no UTF-8 cannot be read", async () => {
  const { emulator } = client();
  const headers = {
    authorization: basic(emulator.keyId, emulator.keySecret),
    "content-type": "application/json",
  };
  const body = new Uint8Array([0x7b, 0xff, 0x7d]);
  const path = `/v1/projects/${emulator.projectId}/trunks`;
  expect((await emulator.request(path, { method: "POST", headers, body })).status).toBe(400);
});

test("an update without a content type is answered with 415", async () => {
  const { ask } = client();
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  expect((await ask("PUT", "/countryPermissions/SE", "enabled=true", headers)).status).toBe(415);
  const charset = { "content-type": "application/json; charset=utf-8" };
  expect((await ask("PUT", "/countryPermissions/SE", { enabled: true }, charset)).status).toBe(200);
});

test("a path that the API does not have is 404, a method that a path does not have 405", async () => {
  const { ask, emulator } = client();
  expect((await ask("GET", "/nothing")).body).toMatchObject({ status: "NO_RESOURCE_FOUND" });
  expect((await ask("GET", "/trunks/")).status).toBe(404);
  expect((await ask("GET", "/callBlockingRules/01X")).status).toBe(405);
  expect((await ask("POST", "/countryPermissions", {})).status).toBe(405);
  expect((await emulator.request("/oauth2/token")).status).toBe(405);
  expect((await emulator.request("/elsewhere")).status).toBe(404);
});

test("pages of a long list have every entity once, in the order of creation", async () => {
  const { ask, make } = client();
  for (let count = 0; count < 7; count += 1) await make("/trunks", { name: "x", hostName: `host-${count}` });
  const pages = [1, 2, 3, 4].map((page) => ask("GET", `/trunks?page=${page}&size=3`));
  const names = (await Promise.all(pages)).flatMap(({ text }) => text.match(/host-\d(?=",)/g) ?? []);
  expect(names).toEqual(["host-0", "host-1", "host-2", "host-3", "host-4", "host-5", "host-6"]);
});

test("ids sort in the order of creation, also within one millisecond", async () => {
  const { make } = client();
  const ids: string[] = [];
  for (let count = 0; count < 50; count += 1) {
    ids.push(await make("/callBlockingRules", { name: `rule ${count}`, direction: "INBOUND" }));
  }
  expect([...ids].sort()).toEqual(ids);
});

test("a list is sorted as its query asks; unknown properties are ignored", async () => {
  const { ask, make } = client();
  for (const [name, direction] of [
    ["b", "INBOUND"],
    ["a", "OUTBOUND"],
    ["a", "INBOUND"],
  ]) {
    await make("/callBlockingRules", { name, direction });
  }
  const sort = encodeURIComponent("name,(ascending),colour,(ascending),direction,(descending)");
  expect((await ask("GET", `/callBlockingRules?sort=${sort}`)).body).toMatchObject({
    callBlockingRules: [
      { name: "a", direction: "outbound" },
      { name: "a", direction: "inbound" },
      { name: "b", direction: "inbound" },
    ],
  });
});

test("the countries that are open in a new project can be chosen; what is set by hand stays as it is set", async () => {
  const { ask, emulator } = client({ openCountries: ["US", "CA", "PR", "VI"] });
  const openOnes = async (): Promise<string[]> => {
    const { text } = await ask("GET", "/countryPermissions");
    return [...text.matchAll(/"isoCode":"([A-Z]{2})"[^}]*"enabled":true/g)].map(([, code = ""]) => code);
  };
  expect(await openOnes()).toEqual(["CA", "PR", "US", "VI"]);
  await ask("PUT", "/countryPermissions/PR", { enabled: false });
  await ask("PUT", "/countryPermissions/SE", { enabled: true });
  expect(await openOnes()).toEqual(["CA", "SE", "US", "VI"]);
  expect((await ask("GET", "/countryPermissions/PR")).body).toMatchObject({ enabled: false });
  await ask("PUT", "/countryPermissions/PR", { enabled: true });
  expect(emulator.state().countryPermissions).toEqual({ SE: true });
});

test("the country list has every country of ISO 3166-1, with US and CA enabled", async () => {
  const { ask } = client();
  const { text, body } = await ask("GET", "/countryPermissions");
  expect(text.match(/"isoCode":"[A-Z]{2}"/g)).toHaveLength(252);
  expect(text.match(/"isoCode":"(US|CA)"[^}]*"enabled":true/g)).toHaveLength(2);
  expect(text.match(/"enabled":true/g)).toHaveLength(2);
  expect(body).toMatchObject({ countryPermissions: expect.any(Array) as unknown[] });
  const us = (await ask("GET", "/countryPermissions/US")).body;
  expect(us).toMatchObject({ name: "United States/Canada", continent: "North America" });
});
