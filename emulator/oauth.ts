import { invalidCredentials, json } from "./answers";
import { readText } from "./body";
import type { TokenBucket } from "./token-bucket";
import type { Tokens } from "./tokens";

/** What the token endpoint needs. */
export interface TokenEndpoint {
  tokens: Tokens;
  bucket: TokenBucket;
  lifeS: number;
}

/** POST /oauth2/token: client credentials for an access token. */
export async function issueToken(
  request: Request,
  { tokens, bucket, lifeS }: TokenEndpoint,
): Promise<Response> {
  if (!bucket.take()) return oauthError(429, "too_many_requests");
  const authorization = request.headers.get("authorization");
  const isBasic = authorization?.toLowerCase().startsWith("basic ") === true;
  const caller = tokens.callerOf(isBasic ? authorization : null);
  if (caller.kind !== "account") return invalidCredentials();
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded") return oauthError(400, "invalid_request");
  const form = new URLSearchParams(await readText(request));
  if (form.get("grant_type") !== "client_credentials") return oauthError(400, "unsupported_grant_type");
  const token = { access_token: tokens.issue(caller.account), token_type: "bearer" };
  return json(200, { ...token, expires_in: lifeS, scope: "" }, { "cache-control": "no-store" });
}

function oauthError(status: number, error: string): Response {
  return json(status, { error });
}
