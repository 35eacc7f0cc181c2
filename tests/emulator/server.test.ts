import { once } from "node:events";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { type RunningEmulator, startEmulator } from "../../emulator";
import { skipUnless } from "../support/skip";

let emulator: RunningEmulator;
beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator.close());

const port = (): number => Number(new URL(emulator.url).port);
const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal);

/** What the server answers to bytes that a client sends; empty if it only hangs up. */
async function answerTo(bytes: Buffer): Promise<string> {
  const socket = connect(port(), "127.0.0.1");
  let text = "";
  socket.setEncoding("latin1").on("data", (part: string) => (text += part));
  // A server that hangs up on bytes that it has not read resets the connection.
  socket.on("error", () => undefined);
  const closed = new Promise((resolve) => socket.once("close", resolve));
  socket.end(bytes);
  await closed;
  return text;
}

skipUnless(outside !== undefined, "this machine has no network interface but loopback")(
  "it listens on loopback only unless told otherwise",
  async () => {
    expect(new URL(emulator.url).hostname).toBe("127.0.0.1");
    const socket = connect(port(), outside?.address);
    const outcome = await Promise.race([
      once(socket, "connect").then(() => "connected"),
      once(socket, "error").then(([error]) => (error as NodeJS.ErrnoException).code),
    ]).catch((error: unknown) => (error as NodeJS.ErrnoException).code);
    socket.destroy();
    expect(outcome).toBe("ECONNREFUSED");
  },
);

test("bytes that are no HTTP, and requests that break off, do not stop it", async () => {
  const authority = `Host: 127.0.0.1:${port()}\r\n`;
  expect(await answerTo(Buffer.from("\x16\x03\x01\x02 hello\r\n\r\n", "latin1"))).toContain(
    "400 Bad Request",
  );
  expect(await answerTo(Buffer.from(`GET / HTTP/9.9\r\n${authority}\r\n`))).toContain("400 Bad Request");
  expect(await answerTo(Buffer.alloc(100_000, "A"))).not.toContain("200 OK");
  await answerTo(Buffer.from(`POST /oauth2/token HTTP/1.1\r\n${authority}Content-Length: 50\r\n\r\ngrant`));
  await answerTo(
    Buffer.from(`POST /oauth2/token HTTP/1.1\r\n${authority}Transfer-Encoding: chunked\r\n\r\nzz\r\n`),
  );
  expect((await fetch(`${emulator.url}/__emulator/state`)).status).toBe(200);
});
