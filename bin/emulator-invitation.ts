import { configurationLines, DEFAULT_ACCOUNT, type RunningEmulator } from "../emulator";

/** Where an emulator's page is, and the lines that point a stack at it. A secret of somebody's own is not printed. */
export function invitation({
  url,
  projectId,
  keyId,
  keySecret,
}: Pick<RunningEmulator, "url" | "projectId" | "keyId" | "keySecret">): string {
  // An emulator that listens everywhere is on this machine too.
  const here = url.replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:");
  const shown = keySecret === DEFAULT_ACCOUNT.keySecret ? keySecret : undefined;
  const lines = configurationLines({ url: here, projectId, keyId, keySecret: shown }).pulumi;
  return ["", `Its page: ${here}/`, "To deploy to it:", "", ...lines.map((line) => `  ${line}`), ""].join(
    "\n",
  );
}
