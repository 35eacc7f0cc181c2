import { conformance, rule, valueAt } from "./api";

const api = conformance();
const PASSWORD = "Correct-horse-9";

describe("endpoints", () => {
  rule(
    "observed",
    "creation answers 201 with the endpoint and the defaults of what was left out",
    async () => {
      const trunkId = await trunk();
      const body = { name: "sbc-1", address: "203.0.113.21", priority: 1 };
      const answer = await api.ask("POST", `/trunks/${trunkId}/endpoints`, { body });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({ ...body, sipTrunkId: trunkId, port: 5060, transport: "UDP" });
      expect(valueAt(answer.body, "enabled")).toBe(true);
    },
  );

  rule("documented", "an update replaces the whole endpoint", async () => {
    const trunkId = await trunk();
    const path = `/trunks/${trunkId}/endpoints`;
    const body = { name: "sbc-1", address: "203.0.113.21", port: 5070, transport: "TLS", priority: 3 };
    const id = await api.make(path, body);
    const after = { name: "sbc-2", address: "203.0.113.22", priority: 1 };
    expect((await api.ask("PUT", `${path}/${id}`, { body: after })).status).toBe(200);
    const read = await api.ask("GET", `${path}/${id}`);
    expect(read.body).toMatchObject({ ...after, port: 5060, transport: "UDP" });
  });

  rule("documented", "the list shows the endpoints of this trunk only", async () => {
    const [one, other] = [await trunk(), await trunk()];
    const id = await api.make(`/trunks/${one}/endpoints`, {
      name: "a",
      address: "203.0.113.21",
      priority: 1,
    });
    await api.make(`/trunks/${other}/endpoints`, { name: "b", address: "203.0.113.22", priority: 1 });
    const { body } = await api.ask("GET", `/trunks/${one}/endpoints`);
    expect(body).toMatchObject({ endpoints: [{ id }], totalItems: 1 });
  });

  rule("documented", "a priority is at least 1 and has to be given", async () => {
    const path = `/trunks/${await trunk()}/endpoints`;
    const body = { name: "a", address: "203.0.113.21" };
    expect((await api.ask("POST", path, { body })).status).toBe(400);
    expect((await api.ask("POST", path, { body: { ...body, priority: 0 } })).status).toBe(400);
  });

  rule("observed", "an endpoint cannot register with a username that no credential list has", async () => {
    const path = `/trunks/${await trunk()}/endpoints`;
    const body = { name: "a", priority: 1, isRegistered: true, credentialUsername: api.name() };
    const answer = await api.ask("POST", path, { body });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("CREDENTIAL_NOT_FOUND");
  });

  rule(
    "observed",
    "the list with the username need not be linked to the trunk; no address is answered",
    async () => {
      const trunkId = await trunk();
      const username = api.name();
      await api.make("/credentialLists", {
        name: api.name(),
        credentials: [{ username, password: PASSWORD }],
      });
      const path = `/trunks/${trunkId}/endpoints`;
      const target = { isRegistered: true, credentialUsername: username };
      const id = await api.make(path, { name: "phone", priority: 2, ...target });
      const { body } = await api.ask("GET", `${path}/${id}`);
      expect(body).toMatchObject(target);
      expect(body).not.toHaveProperty("address");
    },
  );

  rule("documented", "a static endpoint keeps a username until an update leaves it out", async () => {
    const path = `/trunks/${await trunk()}/endpoints`;
    const username = api.name();
    await api.make("/credentialLists", { name: api.name(), credentials: [{ username, password: PASSWORD }] });
    const body = { name: "pbx", address: "203.0.113.21", priority: 1 };
    const id = await api.make(path, { ...body, credentialUsername: username });
    const read = await api.ask("GET", `${path}/${id}`);
    expect(read.body).toMatchObject({ address: body.address, credentialUsername: username });
    expect(valueAt(read.body, "isRegistered")).not.toBe(true);
    expect((await api.ask("PUT", `${path}/${id}`, { body })).status).toBe(200);
    expect((await api.ask("GET", `${path}/${id}`)).body).not.toHaveProperty("credentialUsername");
  });

  rule("assumed", "an address is an IP address or any host name, with underscores too", async () => {
    const path = `/trunks/${await trunk()}/endpoints`;
    for (const address of ["203.0.113.21", "2001:db8::1", "sbc.example.com", "sbc_1.example.com", "SBC"]) {
      const id = await api.make(path, { name: "a", address, priority: 1 });
      expect((await api.ask("GET", `${path}/${id}`)).body).toMatchObject({ address });
    }
  });

  rule("documented", "a deleted endpoint is gone", async () => {
    const path = `/trunks/${await trunk()}/endpoints`;
    const id = await api.make(path, { name: "a", address: "sbc.example.com", priority: 1 });
    expect((await api.ask("DELETE", `${path}/${id}`)).status).toBe(204);
    expect((await api.ask("GET", `${path}/${id}`)).status).toBe(404);
  });
});

function trunk(): Promise<string> {
  return api.make("/trunks", { name: api.name(), hostName: api.name() });
}
