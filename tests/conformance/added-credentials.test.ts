import { conformance, listAt, rule, valueAt } from "./api";
import { isServiceGiven } from "./target";

const PASSWORD = "Correct-horse-9";
const CALL = "POST /credentialLists/{id}/credentials";

/** Of a given service it is to be found out; the emulator is tried without the call and with it. */
const SERVICES = isServiceGiven()
  ? [{ service: "the service", options: {} }]
  : [false, true].map((addCredentialRoute) => {
      const service = `the emulator with addCredentialRoute ${addCredentialRoute ? "on" : "off"}`;
      return { service, options: { addCredentialRoute } };
    });

describe.each(SERVICES)("a username for a list that exists already, $service", ({ service, options }) => {
  const api = conformance(options);

  rule("assumed", "it is added by a POST, or there is no such path", async () => {
    const [first, added] = [api.name(), api.name()];
    const credentials = [{ username: first, password: PASSWORD }];
    const list = `/credentialLists/${await api.make("/credentialLists", { name: api.name(), credentials })}`;
    const body = { username: added, password: PASSWORD };
    const answer = await api.ask("POST", `${list}/credentials`, { body });
    const isAdded = answer.status === 200 || answer.status === 201;
    if (isAdded) api.cleanUp(`${list}/credentials/${added}`);
    else expect([answer.status, answer.text]).toEqual([404, expect.stringContaining("NO_RESOURCE_FOUND")]);

    const held = listAt((await api.ask("GET", list)).body, "credentials");
    const usernames = held.map((credential) => valueAt(credential, "username"));
    expect(usernames.sort()).toEqual(isAdded ? [first, added].sort() : [first]);
    expect(answer.text).not.toContain(PASSWORD);
    expect(options).toEqual(isServiceGiven() ? {} : { addCredentialRoute: isAdded });
    // Not by the console, which would add where it was called from.
    const finding = `${service} ${isAdded ? "has" : "does not have"} ${CALL}`;
    process.stdout.write(`Found: ${finding}; sinch:addCredentials = ${String(isAdded)}\n`);
  });
});
