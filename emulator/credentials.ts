import type { Credential } from "./entities";
import { invalid, refused } from "./errors";
import { optionalText, requiredText, type JsonObject } from "./json";
import type { Call } from "./operation";
import { objectIn } from "./request-fields";
import type { Store } from "./store";

const PASSWORD_RULES = [/.{12}/s, /[A-Z]/, /[a-z]/, /\d/];
/** Control characters and ends of lines. */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029]/u;

interface CredentialFields {
  username: string;
  password: string;
}

/** Reads a credential of a request. */
export function credentialFields(call: Call, value: unknown): CredentialFields {
  const object = objectIn(call, "credential", value);
  const username = requiredText(object, "username");
  if (UNPRINTABLE.test(username) || username !== username.trim()) {
    throw invalid("username", "must have no control characters, and no white space at its ends");
  }
  return { username, password: passwordIn(object) };
}

/** A credential that is not in any list yet. */
export function newCredential(store: Store, { username, password }: CredentialFields): Credential {
  return { id: store.ulid(), username, passwordFingerprint: store.fingerprint(password) };
}

/** A credential as the API answers it. */
export function credentialJson({ id, username }: Credential): object {
  return { id, username };
}

/** Reads a password, which has to be a strong one. */
export function passwordIn(object: JsonObject): string {
  const password = optionalText(object, "password");
  if (password === undefined) throw invalid("password", "must not be blank");
  if (PASSWORD_RULES.every((rule) => rule.test(password))) return password;
  throw refused(
    "Password must be at least 12 characters long and contain an upper case letter, a lower case letter and a digit",
  );
}
