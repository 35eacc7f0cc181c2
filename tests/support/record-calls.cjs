/**
 * Loaded into the Node.js processes that Pulumi starts: those that serve a provider write each call and its end into
 * the file that FIELD_CALLS names, a line each, in the order in which they happen.
 */
const Module = require("node:module");
const { appendFileSync } = require("node:fs");

const METHODS = ["check", "diff", "create", "read", "update", "delete"];
const load = Module._load;
let isPatched = false;
let calls = 0;

Module._load = function (request, parent, isMain) {
  const loaded = load.call(this, request, parent, isMain);
  if (request === "@grpc/grpc-js" && !isPatched && process.env.FIELD_CALLS) {
    isPatched = true;
    patch(loaded.Server.prototype);
  }
  return loaded;
};

function patch(server) {
  const { addService } = server;
  server.addService = function (service, implementation) {
    if (typeof implementation.check !== "function") return addService.call(this, service, implementation);
    const recorded = Object.create(implementation);
    for (const method of METHODS) {
      recorded[method] = (call, callback) => {
        const id = `${process.pid}.${++calls}`;
        write({ id, method, urn: call.request.getUrn(), request: contentOf(method, call.request) });
        return implementation[method].call(recorded, call, (...answer) => {
          write({ id });
          callback(...answer);
        });
      };
    }
    return addService.call(this, service, recorded);
  };
}

function write(line) {
  appendFileSync(process.env.FIELD_CALLS, `${JSON.stringify(line)}\n`);
}

const plain = (struct) => struct?.toJavaScript() ?? {};

/** What the engine sent, in the words of the model. */
function contentOf(method, request) {
  switch (method) {
    case "check":
      return { olds: plain(request.getOlds()), news: plain(request.getNews()) };
    case "create":
      return { inputs: plain(request.getProperties()), isPreview: request.getPreview() };
    case "read":
    case "delete":
      return {
        id: request.getId(),
        ...(method === "read" && { inputs: plain(request.getInputs()) }),
        ...(method === "delete" && { inputs: plain(request.getOldInputs()) }),
        outputs: plain(request.getProperties()),
      };
    default:
      return {
        id: request.getId(),
        oldInputs: plain(request.getOldInputs()),
        oldOutputs: plain(request.getOlds()),
        newInputs: plain(request.getNews()),
        ignoreChanges: request.getIgnorechangesList(),
        ...(method === "update" && { isPreview: request.getPreview() }),
      };
  }
}
