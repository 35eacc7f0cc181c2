import type { EngineProvider } from "./provider";

type Method = Exclude<keyof EngineProvider, "supportsPreview">;

/** One call of the provider. */
export interface Call {
  readonly method: Method;
  readonly urn: string;
  readonly request: object;
  /** When it began and when it was answered, on a scale on which nothing happens at the same time. */
  readonly began: number;
  ended: number;
}

/** A provider whose calls are written down. */
export function recording(provider: EngineProvider): { provider: EngineProvider; calls: Call[] } {
  const calls: Call[] = [];
  let now = 0;
  function noting<Request extends object, Answer>(
    method: Method,
    work: (urn: string, request: Request) => Promise<Answer>,
  ): (urn: string, request: Request) => Promise<Answer> {
    return async (urn, request) => {
      const call: Call = { method, urn, request, began: ++now, ended: Infinity };
      calls.push(call);
      try {
        return await work(urn, request);
      } finally {
        call.ended = ++now;
      }
    };
  }
  return {
    calls,
    provider: {
      supportsPreview: provider.supportsPreview,
      check: noting("check", provider.check),
      diff: noting("diff", provider.diff),
      create: noting("create", provider.create),
      read: noting("read", provider.read),
      update: noting("update", provider.update),
      delete: noting("delete", provider.delete),
    },
  };
}
