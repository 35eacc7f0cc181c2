import { invitation } from "../../bin/emulator-invitation";
import { configurationLines, DEFAULT_ACCOUNT } from "../../emulator";

const { keyId, keySecret } = DEFAULT_ACCOUNT;
const DEFAULT = { url: "http://127.0.0.1:4010", projectId: "emulator-project", keyId, keySecret };

test("the page's address and the lines of a stack's configuration are said", () => {
  expect(invitation(DEFAULT)).toBe(`
Its page: http://127.0.0.1:4010/
To deploy to it:

  pulumi config set sinch:apiUrl http://127.0.0.1:4010
  pulumi config set sinch:authUrl http://127.0.0.1:4010
  pulumi config set sinch:numbersUrl http://127.0.0.1:4010
  pulumi config set sinch:projectId emulator-project
  pulumi config set sinch:keyId emulator-key-id
  pulumi config set --secret sinch:keySecret emulator-key-secret
`);
});

test("a secret of somebody's own is not printed: the line asks for it", () => {
  const text = invitation({ ...DEFAULT, keySecret: "my-own-secret" });
  expect(text).not.toContain("my-own-secret");
  expect(text).toMatch(/--secret sinch:keySecret$/m);
});

test("one that listens for other machines is named by an address of this one", () => {
  expect(invitation({ ...DEFAULT, url: "http://0.0.0.0:4010" })).toContain("apiUrl http://127.0.0.1:4010\n");
  expect(invitation({ ...DEFAULT, url: "http://[::]:4010" })).toContain("apiUrl 'http://[::1]:4010'\n");
});

test("by a name it needs the opt-in for plain HTTP, and values are quoted for a shell", () => {
  const access = { ...DEFAULT, url: "http://emulator:4010", keySecret: "it's secret" };
  const { pulumi, environment } = configurationLines(access);
  expect(pulumi).toContain("pulumi config set sinch:plainHttpHosts emulator");
  expect(environment).toEqual([
    "export SINCH_API_URL=http://emulator:4010",
    "export SINCH_AUTH_URL=http://emulator:4010",
    "export SINCH_NUMBERS_URL=http://emulator:4010",
    "export SINCH_PLAIN_HTTP_HOSTS=emulator",
    "export SINCH_PROJECT_ID=emulator-project",
    "export SINCH_KEY_ID=emulator-key-id",
    "export SINCH_KEY_SECRET='it'\\''s secret'",
  ]);
});
