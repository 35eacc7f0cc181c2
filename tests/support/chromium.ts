import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { skipUnless } from "./skip";

const CHROMIUM = JSON.parse(
  execFileSync(process.execPath, [join(__dirname, "..", "..", "tools", "chromium.mjs")], {
    encoding: "utf8",
  }),
) as { path?: string; env?: Record<string, string>; reason?: string };

/** How long a browser may take to start. */
export const START_MS = 60_000;

/** `test`, on machines that have a Chromium or can unpack one. */
export const browserTest = skipUnless(CHROMIUM.path !== undefined, CHROMIUM.reason ?? "");

/** Starts a Chromium; nothing where there is none. */
export async function startChromium(): Promise<Browser | undefined> {
  if (CHROMIUM.path === undefined) return undefined;
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-quic", "--disable-gpu"];
  return chromium.launch({
    executablePath: CHROMIUM.path,
    env: { ...process.env, ...CHROMIUM.env },
    args: ["--no-sandbox", ...quiet],
  });
}
