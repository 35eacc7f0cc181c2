import type { Client } from "../api/client";
import { ApiError } from "../errors";
import type { JsonObject } from "../json";
import type { WholeBody } from "./operations";

/**
 * Replaces a whole object. What this version does not know goes along as it is, since the API would reset what is
 * left out; where the API refuses such fields, they cannot be written at all, and the rest is sent alone.
 */
export async function putWhole(
  client: Client,
  path: string,
  { known, unknown }: WholeBody,
): Promise<JsonObject> {
  const put = (body: JsonObject) => client.request({ method: "PUT", path, body });
  if (Object.keys(unknown).length === 0) {
    return await put(known);
  }
  try {
    return await put({ ...unknown, ...known });
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 400 || !isAboutFields(error, Object.keys(unknown))) {
      throw error;
    }
    return await put(known);
  }
}

/** Whether a refusal may be about fields that the API does not write: it names one, or cannot read the body at all. */
function isAboutFields({ detail }: ApiError, names: readonly string[]): boolean {
  const isUnreadable = /unrecogni[sz]ed|unknown (field|property)|failed to read http message/i;
  return isUnreadable.test(detail.text) || names.some((name) => detail.text.includes(name));
}
