import { conformance, rule, textAt, valueAt } from "./api";

const api = conformance();

describe("trunks", () => {
  rule("documented", "creation answers 201 with the whole trunk and its domain", async () => {
    const hostName = api.name();
    const answer = await api.ask("POST", "/trunks", { body: { name: "Harbor voice", hostName } });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/) as string,
      name: "Harbor voice",
      hostName,
      enableCallerName: false,
      enableCallForward: false,
      callsPerSecond: 1,
      updateTime: null,
      projectId: api.target().projectId,
    });
    const topLevelDomain = textAt(answer.body, "topLevelDomain");
    expect(textAt(answer.body, "domain")).toBe(`${hostName}.${topLevelDomain}`);
  });

  rule(
    "observed",
    "a write answers times with nanoseconds, a read whole seconds, neither a zone",
    async () => {
      const answer = await api.ask("POST", "/trunks", { body: { name: api.name(), hostName: api.name() } });
      const id = textAt(answer.body, "id");
      const written = textAt(answer.body, "createTime");
      const read = textAt((await api.ask("GET", `/trunks/${id}`)).body, "createTime");
      expect(written).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}$/);
      expect(read).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
      expect(written.startsWith(read)).toBe(true);
    },
  );

  rule("documented", "a host name that is taken is refused with 400", async () => {
    const hostName = api.name();
    await api.make("/trunks", { name: api.name(), hostName });
    const answer = await api.ask("POST", "/trunks", { body: { name: api.name(), hostName } });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("The provided domain name is unavailable");
  });

  rule("assumed", "host names that differ only in case are the same", async () => {
    const hostName = api.name();
    await api.make("/trunks", { name: api.name(), hostName });
    const body = { name: api.name(), hostName: hostName.toUpperCase() };
    expect((await api.ask("POST", "/trunks", { body })).status).toBe(400);
  });

  rule("documented", "an update replaces the whole trunk: what it leaves out is reset", async () => {
    const hostName = api.name();
    const id = await api.make("/trunks", {
      name: "Before",
      hostName,
      enableCallerName: true,
      enableCallForward: true,
      callForwardNumber: "+12025550147",
    });
    const answer = await api.ask("PUT", `/trunks/${id}`, { body: { name: "After", hostName } });
    expect(answer.status).toBe(200);
    const read = await api.ask("GET", `/trunks/${id}`);
    expect(read.body).toMatchObject({ name: "After", enableCallerName: false, enableCallForward: false });
    expect([null, ""]).toContainEqual(valueAt(read.body, "callForwardNumber"));
  });

  rule("assumed", "another host name changes the domain", async () => {
    const id = await api.make("/trunks", { name: "Moved", hostName: api.name() });
    const hostName = api.name();
    const { body } = await api.ask("PUT", `/trunks/${id}`, { body: { name: "Moved", hostName } });
    expect(textAt(body, "domain")).toBe(`${hostName}.${textAt(body, "topLevelDomain")}`);
  });

  rule("documented", "the filter by domain finds the one trunk that has it", async () => {
    const id = await api.make("/trunks", { name: "Wanted", hostName: api.name() });
    await api.make("/trunks", { name: "Other", hostName: api.name() });
    const domain = textAt((await api.ask("GET", `/trunks/${id}`)).body, "domain");
    const { body } = await api.ask("GET", `/trunks?domain=${domain}`);
    expect(body).toMatchObject({ trunks: [{ id }], totalItems: 1 });
  });

  rule("documented", "a trunk with endpoints cannot be deleted", async () => {
    const id = await api.make("/trunks", { name: api.name(), hostName: api.name() });
    await api.make(`/trunks/${id}/endpoints`, { name: api.name(), address: "203.0.113.21", priority: 1 });
    const answer = await api.ask("DELETE", `/trunks/${id}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("cannot be deleted while there are one or more");
  });

  rule("assumed", "a deleted trunk is gone, and its host name is free", async () => {
    const hostName = api.name();
    const id = await api.make("/trunks", { name: api.name(), hostName });
    expect((await api.ask("DELETE", `/trunks/${id}`)).status).toBe(204);
    expect((await api.ask("DELETE", `/trunks/${id}`)).status).toBe(404);
    expect((await api.ask("GET", `/trunks/${id}`)).status).toBe(404);
    await api.make("/trunks", { name: api.name(), hostName });
  });
});
