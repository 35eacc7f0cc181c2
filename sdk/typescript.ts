import Module from "node:module";

/*
 * Loaded before the program by `nodeargs: --require pulumi-sinch/typescript` beside `typescript: false`: a program in
 * TypeScript is run by Node.js itself where that can (22.18 and later), and by ts-node as ever where it cannot.
 */
const features: { readonly inspector: boolean; readonly typescript?: unknown } = process.features;

/** What Pulumi's SDK serialises functions with, the TypeScript compiler and npm's installer, and what it traces with. */
const SELDOM_USED = /^@npmcli\/arborist$|\/typescript-shim$|^@opentelemetry\/(?!api$)/;
const OF_SDK = /[\\/]@pulumi[\\/]pulumi[\\/]/;

/** Pulumi's SDK loads these in every program, of which few use them: a good third of its start. Here they wait for their use. */
function deferUnused(): void {
  const { prototype } = Module;
  const load: unknown = Reflect.get(prototype, "require");
  if (typeof load !== "function") return;
  prototype.require = function (this: Module, id: string): unknown {
    const now = (): unknown => Reflect.apply(load, this, [id]);
    return SELDOM_USED.test(id) && OF_SDK.test(this.filename) ? deferred(now) : now();
  };
}

/** A module that is loaded when somebody asks it for something. */
function deferred(load: () => unknown): object {
  let loaded: unknown;
  const target = (): object => {
    loaded ??= load();
    return Object(loaded) as object;
  };
  return new Proxy(
    {},
    {
      // Asked for at once by the compiler's import helpers; they then leave the module as it is.
      get: (_, key) => (key === "__esModule" ? true : (Reflect.get(target(), key) as unknown)),
      has: (_, key) => key in target(),
    },
  );
}

// Where it is set, Pulumi's host registers ts-node.
if (!features.typescript) process.env.PULUMI_NODEJS_TYPESCRIPT = "true";
else deferUnused();
