import node from "node:module";

/** Node.js 22.10 and later have it. */
const compiler: { readonly builtinModules: readonly string[]; readonly flushCompileCache?: () => void } =
  node;

/** With this among the `nodeargs` of `Pulumi.yaml`, program and provider do not share a compile cache. */
const APART = /(^|\s)--allow-natives-syntax(\s|$)/;

/**
 * Writes what this process has compiled into the folder of `NODE_COMPILE_CACHE`, if that is set: Node.js does so at the
 * end of a process, before which the engine kills it. Once, when all that has been asked for so far is loaded.
 */
export function keepCompiled(): void {
  setImmediate(() => compiler.flushCompileCache?.());
}

/**
 * The same in the provider of the classes, which Pulumi starts with a script that the program has not chosen.
 *
 * Pulumi turns that flag on while a program starts, and never in a provider; and what was compiled under other flags
 * is refused. Each would compile anew, and overwrite, what the other has just written. A process that is started with
 * the flag has files of its own.
 */
export function keepCompiledApart(programArgs = process.env.PULUMI_RUNTIME_NODEARGS): void {
  if (programArgs !== undefined && APART.test(programArgs)) keepCompiled();
}
