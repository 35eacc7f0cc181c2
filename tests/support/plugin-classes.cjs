/**
 * The plugin's resources and functions as a program has them from a generated SDK, made from the built schema without
 * the half minute that generating and compiling one takes. The languages are tested with real ones.
 */
const { createRequire } = require("node:module");
const { join } = require("node:path");
const schema = require("../../dist/schema.json");
// The program's own copy of Pulumi's SDK, which has the connection to the engine.
const pulumi = createRequire(join(process.cwd(), "index.js"))("@pulumi/pulumi");

for (const [type, { properties, inputProperties, aliases }] of Object.entries(schema.resources)) {
  const outputs = Object.fromEntries(Object.keys(properties).map((key) => [key, undefined]));
  const secrets = Object.keys(inputProperties).filter((key) => inputProperties[key].secret);
  const own = { aliases, version: schema.version, additionalSecretOutputs: secrets };
  exports[type.split(":").at(-1)] = class extends pulumi.CustomResource {
    constructor(name, args = {}, opts = {}) {
      const wrapped = secrets
        .filter((key) => args[key] !== undefined)
        .map((key) => [key, pulumi.secret(args[key])]);
      super(
        type,
        name,
        { ...outputs, ...args, ...Object.fromEntries(wrapped) },
        pulumi.mergeOptions(own, opts),
      );
    }
    static get(name, id, opts) {
      return new this(name, undefined, { ...opts, id });
    }
  };
}

for (const [token, { enum: members }] of Object.entries(schema.types)) {
  if (members)
    exports[token.split(":").at(-1)] = Object.fromEntries(members.map(({ value }) => [value, value]));
}

for (const token of Object.keys(schema.functions)) {
  const name = token.split(":").at(-1);
  const options = { version: schema.version };
  exports[name] = (args = {}, opts = {}) => pulumi.runtime.invoke(token, args, { ...options, ...opts });
  exports[`${name}Output`] = (args = {}, opts = {}) =>
    pulumi.runtime.invokeOutput(token, args, { ...options, ...opts });
}

exports.Provider = class extends pulumi.ProviderResource {
  constructor(name, args, opts = {}) {
    const keySecret = args.keySecret && pulumi.secret(args.keySecret);
    const own = { aliases: schema.provider.aliases, version: schema.version };
    super("sinch", name, { ...args, keySecret }, pulumi.mergeOptions(own, opts));
  }
};
