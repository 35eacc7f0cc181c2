import { answerOf, askToken, client, valueAt, type Answer, type Client } from "./client";

const PASSWORD = "Correct-horse-9";

async function bodies({ emulator }: Client, number: number): Promise<Answer> {
  return answerOf(await emulator.request(`/__emulator/requests/${number}`));
}

test("the bodies of a request and its answer are told, with passwords, secrets and tokens masked", async () => {
  const user = client();
  const credentials = [{ username: "desk01", password: PASSWORD }];
  await user.make("/credentialLists", { name: "Phones", credentials });
  const list = await bodies(user, 1);
  expect(list.body).toMatchObject({
    method: "POST",
    path: expect.stringContaining("/credentialLists") as string,
  });
  expect(JSON.parse(String(valueAt(list.body, "request")))).toEqual({
    name: "Phones",
    credentials: [{ username: "desk01", password: "********" }],
  });
  expect(String(valueAt(list.body, "response"))).toContain('"username": "desk01"');
  const { body } = await askToken(user.emulator, `grant_type=client_credentials&client_secret=${PASSWORD}`);
  const token = await bodies(user, 2);
  expect(valueAt(token.body, "request")).toBe("grant_type=client_credentials&client_secret=********");
  expect(String(valueAt(token.body, "response"))).toContain('"access_token": "********"');
  const text = list.text + token.text;
  for (const secret of [PASSWORD, String(valueAt(body, "access_token"))]) expect(text).not.toContain(secret);
});

test("a body that is neither JSON nor a form is left out: nobody knows what is in it", async () => {
  const user = client();
  await user.ask("POST", "/trunks", `{"password":"${PASSWORD}"`);
  const { text, body } = await bodies(user, 1);
  expect(text).not.toContain(PASSWORD);
  expect(valueAt(body, "request")).toContain("neither JSON nor a form");
});

test("a request is sent again with the secrets that it had, in the name of the project's owner", async () => {
  const user = client();
  const credentials = [{ username: "desk01", password: PASSWORD }];
  const id = await user.make("/credentialLists", { name: "Phones", credentials });
  const before = user.emulator.state().credentialLists[0]?.credentials[0]?.passwordFingerprint;
  await user.ask("DELETE", `/credentialLists/${id}`);
  const again = await user.emulator.request("/__emulator/requests/1/again", { method: "POST" });
  expect(again.status).toBe(201);
  expect(user.emulator.state().credentialLists).toMatchObject([
    { name: "Phones", credentials: [{ passwordFingerprint: before }] },
  ]);
});

test("the latest 200 requests have their bodies; of others, and of tokens, none is sent again", async () => {
  const user = client();
  await askToken(user.emulator);
  for (let count = 0; count < 200; count += 1) await user.ask("GET", "/trunks");
  const { emulator } = user;
  expect((await bodies(user, 1)).body).toMatchObject({ isKept: false });
  expect((await bodies(user, 2)).body).toMatchObject({ isKept: true });
  expect((await bodies(user, 500)).status).toBe(404);
  for (const number of [1, 500]) {
    const again = await emulator.request(`/__emulator/requests/${number}/again`, { method: "POST" });
    expect(again.status).toBe(404);
  }
});
