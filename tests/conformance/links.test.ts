import { conformance, listAt, rule } from "./api";

const api = conformance();
const PASSWORD = "Correct-horse-9";

describe("links of lists to trunks", () => {
  rule(
    "observed",
    "links are added to those that are there; the answer repeats only what was sent",
    async () => {
      const [trunkId, one, other] = [await trunk(), await accessControlList(), await accessControlList()];
      expect((await linkTo(trunkId, [one])).body).toEqual({ accessControlListIds: [one] });
      expect((await linkTo(trunkId, [other])).body).toEqual({ accessControlListIds: [other] });
      const { body } = await api.ask("GET", `/trunks/${trunkId}/accessControlLists`);
      expect(listAt(body, "accessControlListIds").sort()).toEqual([one, other].sort());
    },
  );

  rule("documented", "a list cannot be linked twice to a trunk", async () => {
    const [trunkId, one] = [await trunk(), await accessControlList()];
    await linkTo(trunkId, [one]);
    const answer = await linkTo(trunkId, [one]);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      `Access control list with id '${one}' is already added to trunk '${trunkId}'`,
    );
  });

  rule("observed", "linking nothing answers an empty object", async () => {
    const answer = await linkTo(await trunk(), []);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({});
  });

  rule(
    "assumed",
    "a list that does not exist is answered with 404, and none of the others is linked",
    async () => {
      const [trunkId, one] = [await trunk(), await accessControlList()];
      const answer = await linkTo(trunkId, [one, "01JZ6QE2C5D7F9G1H3J6K8M0NP"]);
      expect(answer.status).toBe(404);
      const { body } = await api.ask("GET", `/trunks/${trunkId}/accessControlLists`);
      expect(listAt(body, "accessControlListIds")).toEqual([]);
    },
  );

  rule("documented", "one list can be linked to several trunks", async () => {
    const [one, other, list] = [await trunk(), await trunk(), await accessControlList()];
    await linkTo(one, [list]);
    await linkTo(other, [list]);
    const { body } = await api.ask("GET", `/accessControlLists/${list}/trunks`);
    expect(body).toMatchObject({ totalItems: 2 });
  });

  rule("observed", "the credential lists of a trunk are replaced as a set", async () => {
    const trunkId = await trunk();
    const [one, other] = [await credentialList(), await credentialList()];
    const path = `/trunks/${trunkId}/credentialLists`;
    for (const id of [one, other]) api.cleanUp(`${path}/${id}`);
    await api.ask("POST", path, { body: { credentialListIds: [one] } });
    const answer = await api.ask("PUT", path, { body: { credentialListIds: [other] } });
    expect(answer.status).toBe(200);
    expect((await api.ask("GET", path)).text).toContain(other);
    expect((await api.ask("GET", path)).text).not.toContain(one);
  });

  rule("documented", "the same replacement takes a bare array", async () => {
    const trunkId = await trunk();
    const id = await credentialList();
    const path = `/trunks/${trunkId}/credentialLists`;
    api.cleanUp(`${path}/${id}`);
    expect((await api.ask("PUT", path, { body: [id] })).status).toBe(200);
    expect((await api.ask("GET", path)).text).toContain(id);
  });

  rule("observed", "the credential lists of a trunk are listed as whole objects", async () => {
    const trunkId = await trunk();
    const id = await credentialList();
    const path = `/trunks/${trunkId}/credentialLists`;
    await api.ask("POST", path, { body: { credentialListIds: [id] } });
    api.cleanUp(`${path}/${id}`);
    expect((await api.ask("GET", path)).body).toMatchObject({ credentialLists: [{ id }], totalItems: 1 });
  });

  rule("assumed", "a link that is gone is answered with 404", async () => {
    const [trunkId, one] = [await trunk(), await accessControlList()];
    await linkTo(trunkId, [one]);
    const path = `/trunks/${trunkId}/accessControlLists/${one}`;
    expect((await api.ask("DELETE", path)).status).toBe(204);
    expect((await api.ask("DELETE", path)).status).toBe(404);
  });

  rule("observed", "a trunk with linked lists cannot be deleted", async () => {
    const [trunkId, one] = [await trunk(), await accessControlList()];
    await linkTo(trunkId, [one]);
    expect((await api.ask("DELETE", `/trunks/${trunkId}`)).status).toBe(400);
  });
});

function linkTo(trunkId: string, ids: readonly string[]): ReturnType<typeof api.ask> {
  const path = `/trunks/${trunkId}/accessControlLists`;
  for (const id of ids) api.cleanUp(`${path}/${id}`);
  return api.ask("POST", path, { body: { accessControlListIds: ids } });
}

function trunk(): Promise<string> {
  return api.make("/trunks", { name: api.name(), hostName: api.name() });
}

function accessControlList(): Promise<string> {
  const ipRanges = [{ ipAddress: "198.51.100.16", range: 28 }];
  return api.make("/accessControlLists", { name: api.name(), enabled: true, ipRanges });
}

function credentialList(): Promise<string> {
  const credentials = [{ username: api.name(), password: PASSWORD }];
  return api.make("/credentialLists", { name: api.name(), credentials });
}
