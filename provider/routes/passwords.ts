import { PartialUpdateError, isAmbiguous } from "../errors";
import { objectsOf, textOf, type JsonObject } from "../json";

/** Passwords by username; `undefined` where a password is not managed, or is not known. */
export type Passwords = Map<string, string | undefined>;

/** How far an update of several requests has come. */
export class Progress {
  readonly now: Passwords;
  #name: JsonObject[string];
  #isChanged = false;

  constructor(olds: JsonObject) {
    this.now = passwordsOf(olds);
    this.#name = olds.name;
  }

  answer(): JsonObject {
    return { name: this.#name, credentials: credentialsOf(this.now) };
  }

  async step(username: string, password: string | undefined, work: () => Promise<unknown>): Promise<void> {
    // A password that may be the old one or the new one is neither: the next update sets it.
    await this.#do(work, () => this.now.set(username, undefined));
    this.now.set(username, password);
  }

  async remove(username: string, work: () => Promise<unknown>): Promise<void> {
    await this.#do(work, () => this.now.set(username, undefined));
    this.now.delete(username);
  }

  async rename(name: JsonObject[string], work: () => Promise<unknown>): Promise<void> {
    await this.#do(work, () => (this.#name = undefined));
    this.#name = name;
  }

  async #do(work: () => Promise<unknown>, doubt: () => unknown): Promise<void> {
    try {
      await work();
      this.#isChanged = true;
    } catch (error) {
      const isUnsure = isAmbiguous(error);
      if (isUnsure) {
        doubt();
      }
      throw error instanceof Error && (isUnsure || this.#isChanged)
        ? new PartialUpdateError(this.answer(), error)
        : error;
    }
  }
}

/** An answer with the passwords that are known of its usernames. */
export function withPasswords(answer: JsonObject, passwords: Passwords): JsonObject {
  const usernames = objectsOf(answer.credentials).map(({ username }) => textOf(username));
  return {
    ...answer,
    credentials: credentialsOf(new Map(usernames.map((one) => [one, passwords.get(one)]))),
  };
}

/** Credentials as inputs have them. */
export function credentialsOf(passwords: Passwords): JsonObject[] {
  return [...passwords].map(([username, password]) =>
    password === undefined ? { username } : { username, password },
  );
}

/** The passwords of inputs, of a state or of an answer. */
export function passwordsOf(state: JsonObject): Passwords {
  return new Map(
    objectsOf(state.credentials).map(({ username, password }) => [
      textOf(username),
      textOf(password) || undefined,
    ]),
  );
}
