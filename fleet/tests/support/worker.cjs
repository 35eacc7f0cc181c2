/** A worker that runs one job, which it reads from standard input, for tests that kill it. */
const { readFileSync } = require("node:fs");
const { runJob } = require("../../dist/job/start.js");

const [job, options] = JSON.parse(readFileSync(0, "utf8"));
void runJob(job, options);
