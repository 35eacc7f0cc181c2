/**
 * The floor: the requests of an operation on so many trunks, with one token and as many at once as Pulumi has, and
 * nothing else. Usage: node floor.mjs OPERATION COUNT PARALLEL URL node:http|axios; credentials in SINCH_* variables.
 */
import { Agent, request as httpRequest } from "node:http";
import { createRequire } from "node:module";

const [operation, countText, parallelText, url, http] = process.argv.slice(2);
const count = Number(countText);
const { SINCH_KEY_ID: keyId, SINCH_KEY_SECRET: keySecret, SINCH_PROJECT_ID: projectId } = process.env;
const agent = new Agent({ keepAlive: true });
const numbers = Array.from({ length: count }, (_, index) => index);
let authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;

/** Sends one request; resolves with the answer's body. */
const send = http === "axios" ? sendWithAxios() : sendPlainly;

function sendWithAxios() {
  const axios = createRequire(import.meta.url)("axios").create({ baseURL: url, httpAgent: agent });
  return async (method, path, data, type = "application/json") =>
    (await axios.request({ method, url: path, data, headers: { authorization, "content-type": type } })).data;
}

function sendPlainly(method, path, body, type = "application/json") {
  return new Promise((resolve, reject) => {
    const headers = { authorization, "content-type": type };
    const request = httpRequest(`${url}${path}`, { method, agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => (text += part));
      answer.on("end", () =>
        answer.statusCode < 300
          ? resolve(text === "" ? {} : JSON.parse(text))
          : reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`)),
      );
    });
    request.on("error", reject).end(body);
  });
}

async function inParallel(items, work) {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Number(parallelText) }, worker));
}

const api = (method, path, body) =>
  send(method, `/v1/projects/${projectId}${path}`, body && JSON.stringify(body));
const trunk = (index, suffix) => ({ name: `Trunk ${index}${suffix}`, hostName: `bench-${index}` });

async function list() {
  const trunks = [];
  for (let page = 1; (page - 1) * 500 < count; page++) {
    trunks.push(...(await api("GET", `/trunks?page=${page}&size=500`)).trunks);
  }
  return trunks;
}

const form = "application/x-www-form-urlencoded";
const { access_token: token } = await send("POST", "/oauth2/token", "grant_type=client_credentials", form);
authorization = `Bearer ${token}`;
if (operation === "create") await inParallel(numbers, (index) => api("POST", "/trunks", trunk(index, "")));
if (operation === "refresh") await list();
if (operation === "update" || operation === "destroy") {
  const ids = JSON.parse(process.env.BENCH_IDS);
  await inParallel([...ids.entries()], ([index, id]) =>
    operation === "update"
      ? api("PUT", `/trunks/${id}`, trunk(index, " changed"))
      : api("DELETE", `/trunks/${id}`),
  );
}
agent.destroy();
