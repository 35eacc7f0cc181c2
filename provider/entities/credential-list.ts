import { defineEntity, type CheckContext, type Failure } from "../entity";
import { objectsOf, textOf } from "../json";
import { oddUsername } from "../oddities";

/** A username and its password. */
export interface CredentialOfList {
  /** What a phone signs in as, such as "branch01", "+46701234567" or "anna@example.com"; unique in the project. */
  username: string;
  /**
   * At least 12 characters with an upper-case letter, a lower-case letter and a digit. Secret and write-only: the
   * API never returns it, so that a change by hand cannot be seen. Left out, it is not managed; a username that is
   * to be made needs it.
   */
  password?: string;
}

/** The inputs of a credential list. */
export interface CredentialListInputs {
  /** A label for people. A change is made in place. */
  name: string;
  /**
   * The usernames and passwords, at least one. Outputs have them in this order; another order is a change without a
   * request. A new password is set and a username removed in place; **a new username replaces the whole list, delete
   * first**, which unregisters the phones that use it: put new usernames into a second list instead. The replacement is
   * refused, with everything up, where another trunk or an endpoint that this stack does not replace holds the list.
   * With `sinch:addCredentials`, where the API has the call, a new username is added in place.
   */
  credentials: CredentialOfList[];
}

/** What only the API sets on a credential list. */
export interface CredentialListOutputs {
  /** The usernames in alphabetical order. Unlike `credentials` they are no secret, so drift shows in them. */
  usernames: string[];
}

/**
 * A credential list: the usernames and passwords with which callers are let into the trunks that it is linked to,
 * and with which registered endpoints sign in.
 *
 * @drift
 * The name and the usernames are compared. Passwords are not: the API never returns them, so one that was changed by
 * hand is not seen, and is kept as it is until the program has a new one.
 */
export const credentialList = defineEntity<CredentialListInputs, CredentialListOutputs>({
  name: "CredentialList",
  title: "credential list",
  route: { form: "credentialList" },
  idForm: "credentialListId",
  inputs: (field) => ({
    name: field.text("Branches"),
    credentials: field.listOf(
      { username: field.username(), password: field.optional(field.password()) },
      'must be a list of at least one credential, such as [{ username: "branch01", password: config.requireSecret("branch01") }]',
    ),
  }),
  outputs: ["usernames"],
  readOnly: ["credentials"],
  derived: {
    usernames: {
      from: "credentials",
      value: (credentials) =>
        objectsOf(credentials)
          .map(({ username }) => textOf(username))
          .sort(),
    },
  },
  replaceOn: [],
  replaces: (olds, news, { api }) =>
    newUsernames(olds, news).length > 0 && !api.addsCredentials ? ["credentials"] : [],
  deleteBeforeReplace: true,
  secrets: ["credentials"],
  unordered: { credentials: ({ username }) => textOf(username).normalize("NFC") },
  odd: {
    credentials: (credentials) =>
      credentials.flatMap(({ username }, index) => oddUsername(`credentials[${index}].username`, username)),
  },
  check: checkPasswords,
  advice: [
    {
      when: /attached to a SIP Endpoint/i,
      then:
        "An endpoint uses one of its usernames. If this change takes it off the endpoint too, do it in two steps: the " +
        'endpoint first, then the list. If the list is being replaced, let the endpoint refer to list.username("…"), so ' +
        "that it is replaced as well, or put new usernames into a second list. The options deletedWith and retainOnDelete " +
        "can leave an endpoint behind as well.",
    },
    {
      when: /cannot be deleted while attached/i,
      then:
        "A link that this stack does not manage holds it: unlink it from the trunk, or import the link as a " +
        "TrunkCredentialList that refers to the list by its id output. The options deletedWith, retainOnDelete and " +
        "replaceWith can leave a link behind as well.",
    },
  ],
});

function newUsernames(olds: Partial<CredentialListInputs>, news: Partial<CredentialListInputs>): string[] {
  const before = new Set(usernamesIn(olds));
  return usernamesIn(news).filter((username) => !before.has(username));
}

/** The usernames that are known: in a preview, one may not be yet. */
function usernamesIn({ credentials }: Partial<CredentialListInputs>): string[] {
  return objectsOf(credentials)
    .map(({ username }) => textOf(username))
    .filter((username) => username !== "");
}

/** A list that is to be made, again or for the first time, needs the password of every username. */
function checkPasswords(
  news: Partial<CredentialListInputs>,
  { olds, api }: CheckContext<CredentialListInputs>,
): Failure[] {
  const added = newUsernames(olds, news);
  if (added.length === 0) {
    return [];
  }
  const isAddedTo = olds.credentials !== undefined && api.addsCredentials;
  const why = isAddedTo
    ? "the username is new"
    : `the list is made ${olds.credentials ? "again for a new username" : "with it"}`;
  return (news.credentials ?? []).flatMap(({ username, password }, index) =>
    password === undefined && (!isAddedTo || added.includes(username))
      ? [{ property: `credentials[${index}].password`, reason: `must be given, since ${why}` }]
      : [],
  );
}
