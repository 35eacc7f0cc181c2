/** What a resource takes for itself, so that no second customer may have it too. */
export interface Claim {
  /** In words, without the value where that is a number or a username. */
  readonly what: string;
  readonly key: string;
  /** Others may have it as well. */
  readonly isShared?: true;
  /** What of all who have it this decides of. */
  readonly rules?: string;
}

type Values = Readonly<Record<string, unknown>>;

/** What a resource of this project's takes: of the whole account, or of all of Sinch. Unknown values claim nothing. */
export function claimsOf(entity: string, inputs: Values, account: string): Claim[] {
  const claim = (what: string, value: unknown, ...where: string[]): Claim[] =>
    typeof value === "string" && value !== ""
      ? [{ what, key: JSON.stringify([entity, value.toLowerCase(), ...where]) }]
      : [];
  switch (entity) {
    case "SipTrunk":
      return [
        ...claim("a host name", inputs.hostName),
        { what: "a trunk", key: trunksOf(account), isShared: true },
      ];
    case "PhoneNumberAssignment":
      return claim("a phone number", inputs.phoneNumber);
    // What one customer opens is open for all of the account.
    case "CountryPermission":
    case "CountryPermissions":
      return [
        {
          what: "the countries of the whole account",
          key: JSON.stringify(["countries", account]),
          rules: trunksOf(account),
        },
      ];
    case "CredentialList":
      return usernames(inputs.credentials).flatMap((name) => claim("a username", name, account));
    default:
      return [];
  }
}

/** What every customer with a trunk has of an account. */
export function trunksOf(account: string): string {
  return JSON.stringify(["trunks", account]);
}

function usernames(credentials: unknown): unknown[] {
  return Array.isArray(credentials)
    ? credentials.map((one: unknown) => (one as { username?: unknown } | null)?.username)
    : [];
}
