import { noteText } from "./bodies";
import { ApiError, unreadable } from "./errors";

const MAX_BYTES = 1_048_576;

/** The JSON body of a request; undefined for an empty one where the operation can do without. */
export async function readJson(request: Request, { optional }: { optional: boolean }): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const isJson = type === "application/json" || /^application\/[\w.-]+\+json$/.test(type);
  if (!isJson && !(optional && type === "")) {
    throw new ApiError(415, "UNSUPPORTED_MEDIA_TYPE", `Content-Type '${type}' is not supported`);
  }
  const text = await readText(request);
  if (text === "" && optional) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable();
  }
}

/** The body as text; throws at 1 MiB and for bytes that are not UTF-8. */
export async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) throw tooLarge();
  const bytes = request.headers.has("transfer-encoding")
    ? await readChunks(request)
    : new Uint8Array(await request.arrayBuffer());
  if (bytes.length > MAX_BYTES) throw tooLarge();
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    noteText(request, text);
    return text;
  } catch {
    throw unreadable();
  }
}

/** A body of unknown length is given up as soon as it is too long. */
async function readChunks(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const body: AsyncIterable<Uint8Array> | null = request.body;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MAX_BYTES) throw tooLarge();
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ApiError {
  return new ApiError(413, "PAYLOAD_TOO_LARGE", `The body must not be larger than ${MAX_BYTES} bytes`);
}
