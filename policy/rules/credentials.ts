import { objectsOf, textOf, type JsonObject } from "../../provider/json";
import { isUnseen } from "../../stack/unseen";
import { defineRule, notJudged, violation, type Finding } from "../rule";
import { label, listOfEndpoint, ofKind, target, type Stack, type StackResource } from "../../stack/resource";

/** Passwords that are guessed too soon. */
export const passwordTooShort = defineRule<{ least: number }>({
  name: "password-too-short",
  description: "A password must have a least length.",
  level: "mandatory",
  source: "CIS Password Policy Guide: 14 characters where the password is the only factor",
  parameters: {
    least: {
      type: "integer",
      minimum: 12,
      default: 14,
      description: "How many characters a password must have at least; the API demands 12.",
    },
  },
  scope: "resource",
  judge: (stack, { least }) =>
    judgePasswords(stack, ({ username, password }) =>
      password.length < least
        ? [
            `has a password of ${password.length} characters for "${username}", fewer than ${least}`,
            "Generate a longer one, such as with @pulumi/random's RandomPassword.",
          ]
        : undefined,
    ),
});

/** Passwords that are guessed first. */
export const passwordContainsUsername = defineRule({
  name: "password-contains-username",
  description: "A password must not be nor contain its username, in any case.",
  level: "mandatory",
  source:
    "NIST SP 800-63B (revision 3), section 5.1.1.2: words of the context, such as the username, are refused",
  parameters: {},
  scope: "resource",
  judge: (stack) =>
    judgePasswords(stack, ({ username, password }) =>
      username !== "" && password.toLowerCase().includes(username.toLowerCase())
        ? [
            `has a password for "${username}" that contains the username`,
            "Generate one at random: scanners try passwords made of the username first.",
          ]
        : undefined,
    ),
});

/** Passwords of which one that leaks opens several doors. */
export const passwordReused = defineRule({
  name: "password-reused",
  description: "Each username must have a password of its own.",
  level: "mandatory",
  source: "One password that leaks must open one door only",
  parameters: {},
  scope: "stack",
  judge: (stack) => {
    const { known, findings } = passwordsOf(stack);
    const owners = new Map<string, Credential>();
    return known.reduce<Finding[]>((all, credential) => {
      const first = owners.get(credential.password);
      if (first === undefined) {
        owners.set(credential.password, credential);
        return all;
      }
      const other = first.list === credential.list ? "" : ` of ${label(first.list)}`;
      const does = `has the same password for "${credential.username}" as for "${first.username}"${other}`;
      return [...all, violation(credential.list, does, "Give each username a password of its own.")];
    }, findings);
  },
});

/** Passwords that everybody reads who reads the state. */
export const passwordNotSecret = defineRule({
  name: "password-not-secret",
  description: "A password must be a secret of Pulumi's, which is encrypted in the state.",
  level: "mandatory",
  source: "Pulumi keeps what is not marked as secret in clear, in the state and in previews",
  parameters: {},
  scope: "resource",
  judge: (stack) =>
    ofKind(stack, "CredentialList").flatMap((list) => {
      const { credentials } = list.properties;
      const has =
        isUnseen(credentials) || objectsOf(credentials).some(({ password }) => textOf(password) !== "");
      if (!has) return [];
      if (list.exposed === undefined)
        return [notJudged(list, "whether its passwords are secret is not seen here")];
      if (list.exposed.length === 0) return [];
      return [
        violation(
          list,
          `keeps ${list.exposed.join(", ")} in clear`,
          "Pass it through pulumi.secret or config.requireSecret, and change it if the state was stored already.",
        ),
      ];
    }),
});

/** Lists that let nobody in, and were perhaps meant to. */
export const credentialListUnused = defineRule({
  name: "credential-list-unused",
  description: "A credential list must be linked to a trunk or used by an endpoint.",
  level: "advisory",
  source: "A list without a trunk lets nobody in; its passwords are a risk without a use",
  parameters: {},
  scope: "account",
  judge: (stack) => {
    const links = ofKind(stack, "TrunkCredentialList").map((link) => ({
      user: link,
      list: target(stack, link, { property: "credentialListId", kind: "CredentialList" }),
    }));
    const endpoints = ofKind(stack, "SipEndpoint")
      .filter(({ properties }) => properties.credentialUsername !== undefined)
      .map((endpoint) => ({ user: endpoint, list: listOfEndpoint(stack, endpoint) }));
    const users = [...links, ...endpoints];
    const lost = users.find(({ list }) => list === undefined);
    return ofKind(stack, "CredentialList")
      .filter((list) => users.every((user) => user.list !== list))
      .map((list) =>
        lost
          ? notJudged(list, `the credential list of ${label(lost.user)} is not known here`)
          : violation(
              list,
              "is linked to no trunk and used by no endpoint of this stack",
              "Link it with TrunkCredentialList, or remove it.",
            ),
      );
  },
});

export const CREDENTIAL_RULES = [
  passwordTooShort,
  passwordContainsUsername,
  passwordReused,
  passwordNotSecret,
  credentialListUnused,
];

interface Credential {
  readonly list: StackResource;
  readonly username: string;
  readonly password: string;
}

function judgePasswords(
  stack: Stack,
  judge: (credential: Credential) => [does: string, remedy: string] | undefined,
): Finding[] {
  const { known, findings } = passwordsOf(stack);
  return known.reduce<Finding[]>((all, credential) => {
    const wrong = judge(credential);
    return wrong === undefined ? all : [...all, violation(credential.list, ...wrong)];
  }, findings);
}

/** The passwords of all lists; those that are not known are findings. One that is left out is not managed. */
function passwordsOf(stack: Stack): { known: Credential[]; findings: Finding[] } {
  const known: Credential[] = [];
  const findings: Finding[] = [];
  for (const list of ofKind(stack, "CredentialList")) {
    const { credentials } = list.properties;
    if (!Array.isArray(credentials)) {
      findings.push(notJudged(list, "its passwords are secret or not known here"));
      continue;
    }
    for (const credential of objectsOf(credentials)) {
      if (isUnseen(credential)) findings.push(notJudged(list, unknownPassword(credential)));
      else if (textOf(credential.password) !== "") {
        known.push({ list, username: textOf(credential.username), password: textOf(credential.password) });
      }
    }
  }
  return { known, findings };
}

function unknownPassword({ username }: JsonObject): string {
  return isUnseen(username)
    ? "a username of it is not known here"
    : `the password of "${textOf(username)}" is not known here`;
}
