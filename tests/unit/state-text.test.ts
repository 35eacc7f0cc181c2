import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsed, readText } from "../../stack/state";

const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-text-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const TEXT = '{\n  "steps": [],\n  "name": "Zürich"\n}\n';
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

test.each<[string, Buffer]>([
  ["UTF-8", Buffer.from(TEXT)],
  ["UTF-8 with a byte order mark", Buffer.from(`\uFEFF${TEXT}`)],
  ["UTF-16, little-endian, as PowerShell writes it", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
  ["UTF-16, big-endian", swapped(Buffer.from(`\uFEFF${TEXT}`, "utf16le"))],
  ["UTF-16 without a mark", Buffer.from(TEXT, "utf16le")],
])("%s is read", (_what, bytes) => {
  const path = join(folder, "preview.json");
  writeFileSync(path, bytes);
  expect(parsed(readText(path))).toEqual({ steps: [], name: "Zürich" });
});

test.each([
  ["before", `warning: a new version of Pulumi is available {3.260.0}\n${TEXT}`],
  ["after", `${TEXT}\nnpm notice\nnpm notice New major version of npm available!\n`],
  ["on both sides, with braces", `> acme@1.0.0 preview\n{ "not": json }\n${TEXT}Done {in} 2 s\n`],
  ["before one line", `Installing dependencies...\n${JSON.stringify(JSON.parse(TEXT))}\n`],
])("text %s Pulumi's JSON is passed over", (_where, text) => {
  expect(parsed(text)).toEqual({ steps: [], name: "Zürich" });
});
