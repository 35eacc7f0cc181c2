import { conformance, listAt, rule, valueAt } from "./api";

const api = conformance();

describe("pages", () => {
  rule(
    "documented",
    "a page has the length that was asked for, and tells how many there are in all",
    async () => {
      for (let count = 0; count < 3; count += 1) {
        await api.make("/trunks", { name: api.name(), hostName: api.name() });
      }
      const { body } = await api.ask("GET", "/trunks?page=1&size=2");
      expect(listAt(body, "trunks")).toHaveLength(2);
      expect(Number(valueAt(body, "totalItems"))).toBeGreaterThanOrEqual(3);
      expect(Number(valueAt(body, "pageNumber"))).toBe(1);
      expect(Number(valueAt(body, "pageSize") ?? valueAt(body, "size"))).toBe(2);
    },
  );

  rule("observed", "the figures of a page are numbers", async () => {
    const { body } = await api.ask("GET", "/accessControlLists?size=1");
    for (const name of ["totalItems", "pageNumber", "pageSize"]) {
      expect(typeof valueAt(body, name)).toBe("number");
    }
  });

  rule("documented", "without a length a page has 500", async () => {
    const { body } = await api.ask("GET", "/trunks");
    expect(Number(valueAt(body, "pageSize") ?? valueAt(body, "size"))).toBe(500);
  });

  rule("assumed", "a page past the end is empty", async () => {
    const { status, body } = await api.ask("GET", "/trunks?page=100000");
    expect(status).toBe(200);
    expect(listAt(body, "trunks")).toEqual([]);
  });

  rule("assumed", "a page below 1, a length of 501 and no number at all are refused", async () => {
    for (const query of ["page=0", "size=501", "size=0", "page=two"]) {
      expect((await api.ask("GET", `/trunks?${query}`)).status).toBe(400);
    }
  });
});

describe("requests that the API cannot take", () => {
  rule("observed", "a body that is no JSON is answered with 400", async () => {
    const answer = await api.ask("POST", "/trunks", { body: '{"name":' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Failed to read HTTP message");
  });

  rule("assumed", "a body of another type is answered with 415", async () => {
    const headers = { "content-type": "text/plain" };
    expect((await api.ask("POST", "/trunks", { body: "name", headers })).status).toBe(415);
  });

  rule("observed", "a path that does not exist is answered with 404", async () => {
    const answer = await api.ask("GET", "/noSuchThing");
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("NO_RESOURCE_FOUND");
  });

  rule("assumed", "a method that a path does not have is answered with 405", async () => {
    expect((await api.ask("DELETE", "/trunks")).status).toBe(405);
  });

  rule("documented", "a call filter that is no time is answered with 400", async () => {
    const answer = await api.ask("GET", "/calls?createTime%3E=yesterday");
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Invalid timestamp format");
  });
});
