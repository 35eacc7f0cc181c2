import { createHash, createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Clock } from "./clock";
import { isObject } from "./json";
import type { Account } from "./options";

/** Who sent a request, as far as its `Authorization` header tells. */
export type Caller =
  { kind: "account"; account: Account } | { kind: "expired" } | { kind: "unknown" } | { kind: "none" };

/** Issues access tokens and recognises those who come with one. */
export interface Tokens {
  issue(account: Account): string;
  /** How many were given out so far. */
  issued(): number;
  /** Recognises an `Authorization` header, a token or a key with its secret. */
  callerOf(authorization: string | null): Caller;
  /** Makes all tokens issued so far expire. */
  expireAll(): void;
}

interface Claims {
  keyId: string;
  expires: number;
  generation: number;
}

const HEADER = encode({ alg: "HS256", typ: "JWT" });

/** Tokens look like the real ones: three parts, of which the second tells when the token expires. */
export function createTokens(accounts: readonly Account[], clock: Clock, lifeS: number): Tokens {
  const byKey = new Map(accounts.map((account) => [account.keyId, account]));
  let generation = 0;
  let count = 0;
  return {
    issue(account) {
      count += 1;
      const issued = Math.floor(clock.now() / 1_000);
      const times = { iat: issued, exp: issued + lifeS };
      const claims = { sub: account.keyId, ...times, jti: randomUUID(), generation };
      const content = `${HEADER}.${encode(claims)}`;
      return `${content}.${signature(account, content)}`;
    },
    issued: () => count,
    callerOf(authorization) {
      const [scheme = "", value = ""] = (authorization ?? "").split(" ");
      if (scheme.toLowerCase() === "basic") return withSecret(byKey, value);
      if (scheme.toLowerCase() !== "bearer") return { kind: "none" };
      const claims = claimsOf(value);
      const account = claims && byKey.get(claims.keyId);
      if (!account || !isSigned(account, value)) return { kind: "unknown" };
      const isValid = claims.generation === generation && clock.now() < claims.expires * 1_000;
      return isValid ? { kind: "account", account } : { kind: "expired" };
    },
    expireAll() {
      generation += 1;
    },
  };
}

/** What the request log keeps of an `Authorization` header: the key's id, and a token's fingerprint. */
export function callerTrace(authorization: string | null): { keyId?: string; token?: string } {
  const [scheme = "", value = ""] = (authorization ?? "").split(" ");
  if (scheme.toLowerCase() === "basic") return { keyId: decode(value).split(":", 1)[0] ?? "" };
  if (scheme.toLowerCase() !== "bearer") return {};
  const token = createHash("sha256").update(value).digest("hex").slice(0, 12);
  const keyId = claimsOf(value)?.keyId;
  return keyId === undefined ? { token } : { keyId, token };
}

function withSecret(byKey: ReadonlyMap<string, Account>, value: string): Caller {
  const [keyId = "", ...rest] = decode(value).split(":");
  const account = byKey.get(keyId);
  const isRight = account !== undefined && account.keySecret === rest.join(":");
  return isRight ? { kind: "account", account } : { kind: "unknown" };
}

function claimsOf(token: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(decode(token.split(".")[1] ?? ""));
    if (!isObject(claims)) return undefined;
    const { sub, exp, generation } = claims;
    if (typeof sub !== "string" || typeof exp !== "number" || typeof generation !== "number")
      return undefined;
    return { keyId: sub, expires: exp, generation };
  } catch {
    return undefined;
  }
}

function isSigned(account: Account, token: string): boolean {
  const end = token.lastIndexOf(".");
  const given = Buffer.from(token.slice(end + 1));
  const right = Buffer.from(signature(account, token.slice(0, end)));
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The key comes from the secret, so that a token outlives a restart of the emulator. */
function signature({ keySecret }: Account, content: string): string {
  return createHmac("sha256", `emulator ${keySecret}`).update(content).digest("base64url");
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(text: string): string {
  return Buffer.from(text, "base64").toString("utf8");
}
