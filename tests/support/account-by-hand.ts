import type { Emulator } from "../../emulator";
import type { Body } from "./by-hand";

/** How much an account has of each kind. */
export interface AccountSize {
  readonly trunks: number;
  /** On each trunk. */
  readonly endpoints: number;
  readonly accessControlLists: number;
  readonly credentialLists: number;
  readonly rules: number;
  readonly countries: readonly string[];
}

/** Names that a program could stumble over. */
const AWKWARD_NAMES = [
  'It\'s "quoted" `${process.exit()}` \\',
  "line\nbreak */ // \u2028",
  "42",
  "class",
  "Zürich – 東京",
  "東京",
  "Same",
  "Same",
  "same!",
];

/** Usernames with which phones sign in, and which a path or a program could stumble over. */
const AWKWARD_USERNAMES = ["+46701234567", "anna@example.com", "a/b?c#d%e;f", 'say "hi"', "ren\u00e9"];

/** What a rule may look for, besides usual digits. */
const AWKWARD_MATCHES = ["+1900", undefined, "0046900", "1 900"];

function usernameOf(index: number): string {
  return AWKWARD_USERNAMES[index] ?? `phone-${index}-a`;
}

/**
 * Fills an emulator with plain calls, past the provider and, for speed, past the port. Each trunk has static
 * endpoints and a registered one, and is linked to a list of either kind; names repeat, and some are awkward.
 */
export async function fillAccount(emulator: Emulator, size: AccountSize): Promise<void> {
  const { keyId, keySecret, projectId } = emulator;
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
  const send = async (method: string, path: string, body: Body): Promise<string> => {
    const answer = await emulator.request(`/v1/projects/${projectId}${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return String(((await answer.json()) as Body).id);
  };
  const each = async <Result>(count: number, make: (index: number) => Promise<Result>): Promise<Result[]> => {
    const results: Result[] = [];
    for (let index = 0; index < count; index++) results.push(await make(index));
    return results;
  };
  const nameOf = (index: number, word: string): string => AWKWARD_NAMES[index] ?? `${word} ${index}`;

  const accessLists = await each(size.accessControlLists, (index) =>
    send("POST", "/accessControlLists", {
      name: nameOf(index, "Office"),
      enabled: index % 7 !== 0,
      ipRanges: [
        {
          ipAddress: `198.51.100.${index % 256}`,
          range: 28 + (index % 5),
          description: nameOf(index, "Range"),
        },
        { ipAddress: `203.0.113.${index % 256}` },
      ],
    }),
  );
  const credentialLists = await each(size.credentialLists, (index) =>
    send("POST", "/credentialLists", {
      name: nameOf(index, "Branches"),
      credentials: [`phone-${index}-b`, usernameOf(index)].map((username) => ({
        username,
        password: "Correct-Horse-1",
      })),
    }),
  );
  await each(size.trunks, async (index) => {
    const isForwarding = index % 5 === 1;
    const trunkId = await send("POST", "/trunks", {
      name: nameOf(index, "Site"),
      hostName: `acme-${index}`,
      enableCallerName: index % 2 === 1,
      ...(isForwarding && { enableCallForward: true, callForwardNumber: "+12025550199" }),
    });
    await each(size.endpoints, (number) =>
      send("POST", `/trunks/${trunkId}/endpoints`, {
        name: nameOf(index, "SBC"),
        priority: number + 1,
        ...(number === 0
          ? { isRegistered: true, credentialUsername: usernameOf(index % size.credentialLists) }
          : {
              address: index % 2 ? `192.0.2.${number}` : `sbc_${number}.example.com`,
              ...(index % 3 === 0 && { credentialUsername: usernameOf(index % size.credentialLists) }),
              port: 5060 + (index % 2),
              transport: index % 3 ? "UDP" : "TLS",
            }),
      }),
    );
    const accessListId = accessLists[index % accessLists.length];
    await send("POST", `/trunks/${trunkId}/accessControlLists`, { accessControlListIds: [accessListId] });
    const credentialListId = credentialLists[index % credentialLists.length];
    await send("POST", `/trunks/${trunkId}/credentialLists`, { credentialListIds: [credentialListId] });
    if (index < 2) {
      const voiceConfiguration = { type: "EST", trunkId };
      await send("PATCH", `/activeNumbers/+1202555010${index + 1}`, { voiceConfiguration });
    }
  });
  await each(size.rules, (index) =>
    send("POST", "/callBlockingRules", {
      ...(index % 3 && { name: nameOf(index, "Rule") }),
      ...(index % 2
        ? { direction: "INBOUND", callerCountry: "SE" }
        : {
            direction: "OUTBOUND",
            calleeMatch: index / 2 < AWKWARD_MATCHES.length ? AWKWARD_MATCHES[index / 2] : `1900${index}`,
          }),
    }),
  );
  for (const isoCode of size.countries) {
    await send("PUT", `/countryPermissions/${isoCode}`, { enabled: !["US", "CA"].includes(isoCode) });
  }
}
