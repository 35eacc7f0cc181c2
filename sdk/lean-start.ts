import Module from "node:module";

/*
 * Pulumi's SDK loads in every program what few use: a good third of its start. Internal to this package and to
 * pulumi-sinch-fleet: no promise is made of it.
 */

/** What Pulumi's SDK serialises functions with, the TypeScript compiler and npm's installer, what it traces with, its Automation API. */
const SELDOM_USED =
  /^(@npmcli\/arborist|fdir|normalize-package-data|js-yaml|\.\/automation)$|\/typescript-shim$|^@opentelemetry\/(?!api$)/;
const OF_SDK = /[\\/]@pulumi[\\/]pulumi[\\/]/;

/** Has them wait for their use. Call it before Pulumi's SDK is loaded. */
export function deferSeldomUsed(): void {
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
      // Asked for at once by the compiler's import helpers; they then leave the module as it is, and take what is no ES
      // module for its own default.
      get: (_, key) => {
        if (key === "__esModule") return true;
        const isWhole = key === "default" && !("default" in target());
        return isWhole ? target() : (Reflect.get(target(), key) as unknown);
      },
      has: (_, key) => key in target(),
    },
  );
}
