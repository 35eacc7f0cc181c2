import type { RequestByHand } from "./console";
import type { Account } from "./options";

/** Whoever has a project; the first account for one that was added. */
export function ownerOf(projectId: string, accounts: readonly [Account, ...Account[]]): Account {
  return accounts.find(({ projectIds }) => projectIds.includes(projectId)) ?? accounts[0];
}

/** With the credentials of whoever has the project, which the page need not send along. */
export function ownersRequest({ projectId, method, path, body }: RequestByHand, owner: Account): Request {
  const { keyId, keySecret } = owner;
  return new Request(new URL(`/v1/projects/${encodeURIComponent(projectId)}${path}`, "http://emulator"), {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`,
      "content-type": "application/json",
      "user-agent": "emulator console",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
