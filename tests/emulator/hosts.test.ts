import { request } from "node:http";
import { networkInterfaces } from "node:os";
import { startEmulator, type RunningEmulator, type ServerOptions } from "../../emulator";

interface Answer {
  status: number;
  text: string;
}

let emulator: RunningEmulator;
afterEach(() => emulator.close());

/** Asks with a `Host` header of one's own choice, which `fetch` does not let one set. */
function ask(host: string, path = "/__emulator/state"): Promise<Answer> {
  const { port } = new URL(emulator.url);
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path, headers: { host } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
    })
      .on("error", reject)
      .end();
  });
}

async function statuses(options: ServerOptions, hosts: readonly string[]): Promise<Record<string, number>> {
  emulator = await startEmulator(options);
  const answers: Record<string, number> = {};
  for (const host of hosts) answers[host] = (await ask(host)).status;
  return answers;
}

test("it goes by its address and the names of this machine for itself, with any port", async () => {
  const own = ["127.0.0.1", "127.0.0.1:4010", "localhost:80", "LOCALHOST", "[::1]:4010"];
  expect(await statuses({}, own)).toEqual(Object.fromEntries(own.map((host) => [host, 200])));
});

test("a page from elsewhere whose name was pointed at this machine gets nothing, of the API neither", async () => {
  emulator = await startEmulator();
  for (const host of ["evil.example", "127.0.0.1.evil.example", "emulator", "192.0.2.7", "x y"]) {
    expect([host, (await ask(host)).status]).toEqual([host, host === "x y" ? 400 : 421]);
  }
  const refused = await ask("evil.example:4010", "/oauth2/token");
  expect(refused.status).toBe(421);
  expect(refused.text).toContain("does not go by the name");
  expect(refused.text).toContain("--allow-host");
  expect(emulator.requests()).toEqual([]);
});

test("names can be allowed", async () => {
  const options = { allowHost: ["Sinch.Internal.example"] };
  const hosts = ["sinch.internal.example:4010", "internal.example"];
  expect(await statuses(options, hosts)).toEqual({ [hosts[0] ?? ""]: 200, [hosts[1] ?? ""]: 421 });
});

test("in a container it goes by its service's name and any address, but not by a domain", async () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .map(({ address }) => address)
    .filter((address) => !address.includes(":"));
  const hosts = ["emulator:4010", "127.0.0.1", "localhost", "192.0.2.7:4010", ...outside];
  const answers = await statuses({ host: "0.0.0.0" }, [...hosts, "evil.example:4010"]);
  expect(answers).toEqual({
    ...Object.fromEntries(hosts.map((host) => [host, 200])),
    "evil.example:4010": 421,
  });
});
