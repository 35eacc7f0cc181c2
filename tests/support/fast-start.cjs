/**
 * Loaded into the Node.js processes that Pulumi starts in tests. `@pulumi/pulumi` loads the TypeScript compiler
 * and npm's installer at once, for the serialising of functions that nothing here needs: 0.8 of its 1.3 seconds,
 * in the program and again in the provider; and what traces, which nobody has asked for. Here they are loaded when
 * they are first used.
 */
const Module = require("node:module");

const LAZY = new Set([
  "typescript",
  "@npmcli/arborist",
  "@opentelemetry/exporter-zipkin",
  "@opentelemetry/instrumentation",
  "@opentelemetry/instrumentation-grpc",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-base",
  "@opentelemetry/sdk-trace-node",
]);
const load = Module._load;

Module._load = function (request, parent, isMain) {
  if (!LAZY.has(request)) return load.call(this, request, parent, isMain);
  let loaded;
  const get = () => (loaded ??= load.call(this, request, parent, isMain));
  return new Proxy(
    {},
    {
      // Asked for at once by the compiler's import helpers; they then leave the module as it is.
      get: (_, key) => (key === "__esModule" ? true : get()[key]),
      has: (_, key) => key in get(),
      ownKeys: () => Reflect.ownKeys(get()),
    },
  );
};
