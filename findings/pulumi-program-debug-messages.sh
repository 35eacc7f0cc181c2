#!/usr/bin/env bash
# @pulumi/pulumi 3.248.0, Node.js: a program sends the engine its debug messages whether or not anybody asked for `--debug`.
# Guess: without `--debug` nothing is sent. Seen: 300 requests of their own for 100 resources, one after the other, though
# nothing has told the program that anybody wants them.
set -euo pipefail
cd "$(mktemp -d)"
npm install --silent --no-audit --no-fund @pulumi/pulumi@3.248.0
cat >try.cjs <<'JS'
const grpc = require("@grpc/grpc-js");
const pulumi = require("@pulumi/pulumi");
const engine = require("@pulumi/pulumi/proto/engine_grpc_pb.js");
const { LogSeverity } = require("@pulumi/pulumi/proto/engine_pb.js");
const resource = require("@pulumi/pulumi/proto/resource_grpc_pb.js");
const { RegisterResourceResponse, SupportsFeatureResponse } = require("@pulumi/pulumi/proto/resource_pb.js");
const empty = require("google-protobuf/google/protobuf/empty_pb.js");

const RESOURCES = 100;
const seen = { registered: 0, debug: 0, other: 0 };
const nothing = (_call, answer) => answer(null, new empty.Empty());
const all = (service, handlers) =>
  Object.fromEntries(Object.keys(service).map((name) => [name, handlers[name] ?? nothing]));
const server = new grpc.Server();
server.addService(
  engine.EngineService,
  all(engine.EngineService, {
    log: (call, answer) => {
      seen[call.request.getSeverity() === LogSeverity.DEBUG ? "debug" : "other"]++;
      answer(null, new empty.Empty());
    },
  }),
);
server.addService(
  resource.ResourceMonitorService,
  all(resource.ResourceMonitorService, {
    supportsFeature: (_call, answer) => answer(null, new SupportsFeatureResponse()),
    registerResource: (call, answer) => {
      seen.registered++;
      const made = new RegisterResourceResponse();
      made.setUrn(`urn:pulumi:s::p::${call.request.getType()}::${call.request.getName()}`);
      made.setId("1");
      answer(null, made);
    },
  }),
);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), async (error, port) => {
  if (error) throw error;
  const address = `127.0.0.1:${port}`;
  pulumi.runtime.resetOptions("p", "s", 16, address, address, true, "org");
  class Thing extends pulumi.CustomResource {}
  for (let index = 0; index < RESOURCES; index++) new Thing("a:b:Thing", `thing-${index}`, { name: String(index) });
  await pulumi.runtime.disconnect();
  await new Promise((resolve) => setTimeout(resolve, 1000));
  console.log({ node: process.version, pulumi: "3.248.0", ...seen });
  server.forceShutdown();
  if (seen.registered < RESOURCES || seen.debug < RESOURCES) throw new Error("fewer debug messages are sent now");
  process.exit(0);
});
JS
node try.cjs
