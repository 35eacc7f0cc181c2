import { conformance, listAt, rule, textAt } from "./api";

const api = conformance();
const PASSWORD = "Correct-horse-9";
/** Those of PBXs, then what has a meaning in an address, in JSON or in SIP. */
const USERNAME_ENDS = [
  ...["+46701234567", "@example.com", "_1", ".x", "~", "!$&'()*,;=:"],
  ...["/x", "/../x", "?x", "#x", "%41", "%", "\\", '"', " x", "å", "電話", "\u{1f4de}", "x".repeat(300)],
];

describe("credential lists", () => {
  rule("observed", "creation answers the usernames and their ids, and no password", async () => {
    const username = api.name();
    const body = { name: api.name(), credentials: [{ username, password: PASSWORD }] };
    const answer = await api.ask("POST", "/credentialLists", { body });
    const id = textAt(answer.body, "id");
    expect([200, 201]).toContain(answer.status);
    expect(answer.body).toMatchObject({ name: body.name, credentials: [{ username }] });
    const read = await api.ask("GET", `/credentialLists/${id}`);
    expect(answer.text + read.text).not.toContain(PASSWORD);
  });

  rule(
    "observed",
    "a password has 12 characters, an upper case letter, a lower case one and a digit",
    async () => {
      for (const password of ["Short-1", "no-upper-case-1", "NO-LOWER-CASE-1", "No-digits-at-all"]) {
        const body = { name: api.name(), credentials: [{ username: api.name(), password }] };
        expect((await api.ask("POST", "/credentialLists", { body })).status).toBe(400);
      }
    },
  );

  rule(
    "assumed",
    "a username may have any characters that can be read, and is addressed encoded",
    async () => {
      for (const end of USERNAME_ENDS) {
        const username = `${api.name()}${end}`;
        const id = await list(username, api.name());
        const path = `/credentialLists/${id}/credentials/${encodeURIComponent(username)}`;
        const { body } = await api.ask("GET", `/credentialLists/${id}`);
        expect(listAt(body, "credentials")).toContainEqual(expect.objectContaining({ username }));
        expect((await api.ask("PUT", path, { body: { password: "Another-horse-9" } })).status).toBe(200);
        expect((await api.ask("DELETE", path)).status).toBe(204);
      }
    },
  );

  rule(
    "assumed",
    "a username is not empty, and has no control characters nor blanks at its ends",
    async () => {
      const name = api.name();
      for (const username of [
        "",
        " ",
        ` ${name}`,
        `${name}\u00a0`,
        `${name}\n`,
        `a\r${name}`,
        `a\u0000${name}`,
        `a\u0085${name}`,
        `a\u2028${name}`,
      ]) {
        const body = { name, credentials: [{ username, password: PASSWORD }] };
        expect((await api.ask("POST", "/credentialLists", { body })).status).toBe(400);
      }
    },
  );

  rule("documented", "a username that is taken is refused with 400", async () => {
    const username = api.name();
    await list(username);
    const body = { name: api.name(), credentials: [{ username, password: PASSWORD }] };
    const answer = await api.ask("POST", "/credentialLists", { body });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("The provided username is unavailable");
  });

  rule("documented", "an update changes the name only", async () => {
    const username = api.name();
    const id = await list(username);
    const answer = await api.ask("PUT", `/credentialLists/${id}`, { body: { name: "Renamed" } });
    expect(answer.status).toBe(200);
    const { body } = await api.ask("GET", `/credentialLists/${id}`);
    expect(body).toMatchObject({ name: "Renamed", credentials: [{ username }] });
  });

  rule("documented", "a password is changed under its username, and a username removed", async () => {
    const [one, other] = [api.name(), api.name()];
    const id = await list(one, other);
    const path = `/credentialLists/${id}/credentials`;
    const changed = await api.ask("PUT", `${path}/${one}`, { body: { password: "Another-horse-9" } });
    expect(changed.status).toBe(200);
    expect(changed.text).not.toContain("Another-horse-9");
    expect((await api.ask("DELETE", `${path}/${other}`)).status).toBe(204);
    const { body } = await api.ask("GET", `/credentialLists/${id}`);
    expect(body).toMatchObject({ credentials: [{ username: one }] });
  });

  rule("observed", "a list with a username that an endpoint uses cannot be deleted", async () => {
    const username = api.name();
    const id = await list(username);
    const trunkId = await api.make("/trunks", { name: api.name(), hostName: api.name() });
    const endpoint = { name: "phone", priority: 1, isRegistered: true, credentialUsername: username };
    await api.make(`/trunks/${trunkId}/endpoints`, endpoint);
    const answer = await api.ask("DELETE", `/credentialLists/${id}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Credential List cannot be deleted while attached to a SIP Endpoint");
  });

  rule("observed", "a list that is linked to a trunk cannot be deleted, and names its trunks", async () => {
    const id = await list(api.name());
    const trunkId = await api.make("/trunks", { name: api.name(), hostName: api.name() });
    const link = `/trunks/${trunkId}/credentialLists`;
    await api.ask("POST", link, { body: { credentialListIds: [id] } });
    api.cleanUp(`${link}/${id}`);
    const answer = await api.ask("DELETE", `/credentialLists/${id}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Credential List cannot be deleted while attached to a SIP Trunk");
    const { body } = await api.ask("GET", `/credentialLists/${id}/trunks`);
    expect(body).toMatchObject({ trunks: [{ id: trunkId }], totalItems: 1 });
  });

  rule("assumed", "a deleted list frees its usernames", async () => {
    const username = api.name();
    const id = await list(username);
    expect((await api.ask("DELETE", `/credentialLists/${id}`)).status).toBe(204);
    await list(username);
  });
});

function list(...usernames: string[]): Promise<string> {
  const credentials = usernames.map((username) => ({ username, password: PASSWORD }));
  return api.make("/credentialLists", { name: api.name(), credentials });
}
