#!/usr/bin/env node
/*
 * Publishes what the other steps have written, on GitHub or GitLab: one comment on the pull request, one open issue
 * for drift. What is there already from an earlier run is updated, never doubled.
 *
 *   steps/publish.mjs comment comment.md    on a pull request (GitHub: set PULL_REQUEST to its number)
 *   steps/publish.mjs drift drift.md        opens or updates the issue
 *   steps/publish.mjs no-drift              closes it, if it is open
 *
 * Needs STACK, and TOKEN with leave to write comments and issues. Exit status: 0 done, 1 failed, 2 wrong usage.
 */
import { readFileSync } from "node:fs";

const { env, argv } = process;
const LABEL = "sinch-drift";
const stack = env.STACK;
const marker = `<!-- pulumi-sinch ${stack} -->`;

/** The two platforms: where comments and issues are, and how they are changed. */
const GITHUB = {
  base: () => `${env.GITHUB_API_URL}/repos/${env.GITHUB_REPOSITORY}`,
  headers: () => ({ authorization: `Bearer ${env.TOKEN}` }),
  comments: () => `/issues/${env.PULL_REQUEST}/comments`,
  comment: ({ id }) => `/issues/comments/${id}`,
  openIssues: `/issues?state=open&labels=${LABEL}`,
  issue: ({ number }) => `/issues/${number}`,
  newIssue: (title, body) => ({ title, body, labels: [LABEL] }),
  body: (text) => ({ body: text }),
  closed: { state: "closed" },
  change: "PATCH",
};
const GITLAB = {
  base: () => `${env.CI_API_V4_URL}/projects/${env.CI_PROJECT_ID}`,
  headers: () => ({ "private-token": env.TOKEN }),
  comments: () => `/merge_requests/${env.CI_MERGE_REQUEST_IID}/notes`,
  comment: ({ id }) => `${GITLAB.comments()}/${id}`,
  openIssues: `/issues?state=opened&labels=${LABEL}`,
  issue: ({ iid }) => `/issues/${iid}`,
  newIssue: (title, description) => ({ title, description, labels: LABEL }),
  body: (text) => ({ description: text }),
  closed: { state_event: "close" },
  change: "PUT",
};

const platform = env.GITLAB_CI ? GITLAB : GITHUB;
const [command, file] = argv.slice(2);
const commands = { comment: [publishComment, 1], drift: [publishDrift, 1], "no-drift": [closeDrift, 0] };
const [run, files] = commands[command] ?? [];
if (run === undefined || argv.length !== 3 + files || !stack || !env.TOKEN) {
  console.error("usage: STACK=… TOKEN=… steps/publish.mjs comment FILE | drift FILE | no-drift");
  process.exit(2);
}
try {
  await run(file === undefined ? "" : `${marker}\n${readFileSync(file, "utf8")}`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function publishComment(body) {
  const known = await find(`${platform.comments()}?`, "body");
  if (known) await send(platform.change, platform.comment(known), { body });
  else await send("POST", platform.comments(), { body });
}

async function publishDrift(text) {
  const known = await openIssue();
  if (known) await send(platform.change, platform.issue(known), platform.body(text));
  else await send("POST", "/issues", platform.newIssue(`Drift in stack ${stack}`, text));
}

async function closeDrift() {
  const known = await openIssue();
  if (known) await send(platform.change, platform.issue(known), platform.closed);
}

function openIssue() {
  return find(`${platform.openIssues}&`, platform === GITHUB ? "body" : "description");
}

/** The comment or issue of this stack, on whatever page it is. */
async function find(path, textKey) {
  for (let page = 1; ; page++) {
    const items = await send("GET", `${path}per_page=100&page=${page}`);
    const known = items.find((item) => item[textKey]?.startsWith(marker));
    if (known || items.length < 100) return known;
  }
}

async function send(method, path, body) {
  const answer = await fetch(platform.base() + path, {
    method,
    headers: { "content-type": "application/json", accept: "application/json", ...platform.headers() },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok)
    throw new Error(`${method} ${path} failed with status ${answer.status}: ${await answer.text()}`);
  return await answer.json();
}
