import { SECRET_KEYS } from "./redaction";
import type { Transport } from "./transport";

/**
 * With `SINCH_LOG=debug`, writes one line for each request to standard error: what was sent, what came back
 * and how long it took. Headers are left out and secrets in bodies are struck out.
 */
export function trace(
  transport: Transport,
  {
    level = process.env.SINCH_LOG,
    account = "",
    write = (line) => process.stderr.write(`${line}\n`),
  }: { level?: string | undefined; account?: string; write?: (line: string) => void } = {},
): Transport {
  if (level !== "debug") {
    return transport;
  }
  return async (request) => {
    const begin = performance.now();
    const sent = request.body === undefined ? "" : ` ${struckOut(request.body)}`;
    const passed = () => `${Math.round(performance.now() - begin)} ms`;
    try {
      const answer = await transport(request);
      write(
        `sinch: ${account}${request.label}${sent} -> ${answer.status} ${struckOut(answer.body)} (${passed()})`,
      );
      return answer;
    } catch (error) {
      write(`sinch: ${account}${request.label}${sent} -> ${String(error)} (${passed()})`);
      throw error;
    }
  };
}

function struckOut(body: unknown): string {
  if (body === undefined) {
    return "";
  }
  const value: unknown = typeof body === "string" ? parsed(body) : body;
  return JSON.stringify(value, (key, inner: unknown) => (SECRET_KEYS.test(key) ? "[secret]" : inner));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `[${text.length} characters that are not JSON]`;
  }
}
