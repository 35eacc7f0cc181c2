#!/usr/bin/env bash
# axios 1.21.1, Node.js: `timeout` is no limit for a request but for the silence between two pieces of its answer.
# Guess: a request with `timeout: 500` ends after half a second. Seen: an answer that sends a byte every 200 ms, for two
# seconds, is taken whole. Whoever wants a limit for the whole needs a signal: AbortSignal.timeout(500) ends it.
set -euo pipefail
cd "$(mktemp -d)"
npm install --silent --no-audit --no-fund axios@1.21.1
cat >try.cjs <<'END'
const axios = require("axios");
const { createServer } = require("node:http");
const { performance } = require("node:perf_hooks");

const server = createServer((_request, response) => {
  let left = 10;
  const timer = setInterval(() => {
    response.write("x");
    if (--left === 0) {
      clearInterval(timer);
      response.end();
    }
  }, 200);
  response.on("close", () => clearInterval(timer));
});
server.listen(0, "127.0.0.1", async () => {
  const url = `http://127.0.0.1:${server.address().port}`;
  const tried = async (options) => {
    const start = performance.now();
    const end = await axios.get(url, options).then(({ data }) => `whole (${data.length} bytes)`, ({ code }) => code);
    return { end, seconds: (performance.now() - start) / 1000 };
  };
  const timeout = await tried({ timeout: 500 });
  const signal = await tried({ signal: AbortSignal.timeout(500) });
  server.close();
  console.log({ node: process.version, axios: axios.VERSION, timeout, signal });
  if (timeout.end !== "whole (10 bytes)" || timeout.seconds < 1.5) throw new Error("timeout ends the request now");
  if (signal.end !== "ERR_CANCELED" || signal.seconds > 1.5) throw new Error("a signal does not end the request now");
});
END
node try.cjs
