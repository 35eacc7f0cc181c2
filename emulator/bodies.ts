/** The texts of requests and answers as they were read and written: a stream can be read but once. */
const TEXTS = new WeakMap<Request | Response, string>();

/** Notes the body of a message. */
export function noteText(message: Request | Response, text: string): void {
  TEXTS.set(message, text);
}

/** The body of a message, undefined if it has none that is known. */
export function notedText(message: Request | Response): string | undefined {
  return TEXTS.get(message);
}
