import type { HttpRequest, Transport } from "./transport";

/** Keys whose values are secret in any body. */
export const SECRET_KEYS = /password|secret|token|authorization/i;

/** A shorter text would be found everywhere, and no secret of the API is that short. */
const LEAST_LENGTH = 4;

/**
 * Takes the secrets of a request out of the answer that refuses it, before anybody puts that into a message:
 * servers and proxies quote what they do not accept.
 */
export function withoutQuotedSecrets(transport: Transport): Transport {
  return async (request) => {
    const answer = await transport(request);
    if (answer.status < 300 || answer.body === undefined) {
      return answer;
    }
    const secrets = secretsOf(request);
    const struckOut = (_key: string, value: unknown): unknown =>
      typeof value === "string"
        ? secrets.reduce((text, one) => text.replaceAll(one, "[secret]"), value)
        : value;
    return { ...answer, body: JSON.parse(JSON.stringify(answer.body), struckOut) as unknown };
  };
}

/** The credentials and the secret values of the body, as they are and as they stand in JSON. */
function secretsOf({ headers, body = "" }: HttpRequest): string[] {
  const [scheme, credentials = ""] = (headers.Authorization ?? "").split(" ");
  const found = [credentials];
  if (scheme === "Basic") {
    found.push(Buffer.from(credentials, "base64").toString().replace(/^.*?:/, ""));
  }
  if (body.startsWith("{")) {
    JSON.parse(body, (key, value: unknown) => {
      if (typeof value === "string" && SECRET_KEYS.test(key)) {
        found.push(value);
      }
      return value;
    });
  }
  return (
    found
      .flatMap((one) => [
        one,
        JSON.stringify(one).slice(1, -1),
        encodeURIComponent(one),
        Buffer.from(one).toString("base64"),
      ])
      .filter((one) => one.length >= LEAST_LENGTH)
      // The longest first: a shorter one may stand in it.
      .sort((one, other) => other.length - one.length)
  );
}
