import { errorDetail } from "../error-detail";
import { ApiError, AuthError, ConnectionError } from "../errors";
import type { HttpAnswer } from "./transport";

/** How one attempt ended: with a good answer, or with the error to throw unless another attempt follows. */
export type Attempt =
  | { readonly answer: HttpAnswer; readonly failure?: undefined }
  | { readonly answer?: HttpAnswer; readonly failure: ApiError | ConnectionError };

/** Sends once. A token that cannot be had is no failure of this request, since it was never sent: that is thrown. */
export async function attemptOf(label: string, send: () => Promise<HttpAnswer>): Promise<Attempt> {
  try {
    const answer = await send();
    const isGood = answer.status >= 200 && answer.status < 300;
    return isGood ? { answer } : { answer, failure: apiError(label, answer) };
  } catch (error) {
    if (error instanceof ConnectionError && error.request === label) {
      return { failure: error };
    }
    throw error;
  }
}

/** Without a token nothing was asked of the API, so nothing is open. */
export function asAuthError(error: unknown): never {
  if (error instanceof ApiError) {
    throw new AuthError(error.request, error.status, error.detail);
  }
  throw error instanceof ConnectionError
    ? new ConnectionError(error.request, error.what, "refused", error.advice)
    : error;
}

/** A header's text; `undefined` where there is none, or several. */
export function headerText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function apiError(label: string, answer: HttpAnswer): ApiError {
  const detail = errorDetail(answer.body, answer.headers);
  if (answer.status >= 300 && answer.status < 400) {
    const target = headerText(answer.headers.location) ?? "nowhere";
    const redirected = { ...detail, text: `redirected to ${originOf(target)}` };
    return new ApiError(label, answer.status, redirected);
  }
  return answer.status === 401 || answer.status === 403
    ? new AuthError(label, answer.status, detail)
    : new ApiError(label, answer.status, detail);
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : "another path";
}
