/**
 * A dynamic provider that does nothing, loaded by a constant text: what Pulumi itself takes for as many resources with
 * states of the same size.
 */
const pulumi = require("@pulumi/pulumi");

const load = `exports.handler=()=>require(${JSON.stringify(__filename)}).provider`;
const outputs = (inputs) => ({
  ...inputs,
  enableCallerName: false,
  enableCallForward: false,
  domain: `${inputs.hostName}.pstn.sinch.com`,
  topLevelDomain: "pstn.sinch.com",
  callsPerSecond: 1,
  projectId: "emulator-project",
});

let made = 0;
exports.provider = {
  create: async (inputs) => ({ id: `01KA${String(made++).padStart(22, "0")}`, outs: outputs(inputs) }),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, news) => ({ outs: outputs(news) }),
  delete: async () => {},
};

exports.SipTrunk = class extends pulumi.CustomResource {
  constructor(name, args, opts) {
    const unset = Object.fromEntries(Object.keys(outputs({ hostName: "" })).map((key) => [key, undefined]));
    super("pulumi-nodejs:dynamic/empty:SipTrunk", name, { ...unset, ...args, __provider: load }, opts);
  }
};
