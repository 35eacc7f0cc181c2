import { join } from "node:path";
import ts from "typescript";
import { ISO_COUNTRIES } from "../../provider/countries";

/* What an editor offers between the quotation marks of an input. */

const PROGRAM = join(__dirname, "..", "..", "sdk", "ask-words.ts");

const ASKED = {
  isoCode: 'new sinch.CountryPermission("c", { enabled: true, isoCode: "" });',
  callerCountry: 'new sinch.CallBlockingRule("c", { direction: "INBOUND", callerCountry: "" });',
  countries: 'new sinch.CountryPermissions("c", { countries: ["SE", ""] });',
  ignore: 'new sinch.CountryPermissions("c", { countries: [], ignore: [""] });',
  direction: 'new sinch.CallBlockingRule("c", { direction: "" });',
  transport: 'new sinch.SipEndpoint("c", { sipTrunkId: "t", name: "SBC", priority: 1, transport: "" });',
};
const LINES = ['import * as sinch from "./index";', ...Object.values(ASKED)];

const editor = ts.createLanguageService({
  getScriptFileNames: () => [PROGRAM],
  getScriptVersion: () => "1",
  getScriptSnapshot(file) {
    const text = file === PROGRAM ? LINES.join("\n") : ts.sys.readFile(file);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  getCurrentDirectory: () => join(PROGRAM, ".."),
  getCompilationSettings: () => ({ module: ts.ModuleKind.Node16, strict: true, types: ["node"] }),
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (file) => file === PROGRAM || ts.sys.fileExists(file),
  readFile: (file) => ts.sys.readFile(file),
  directoryExists: (folder) => ts.sys.directoryExists(folder),
});

function offered(input: keyof typeof ASKED): string[] {
  const line = ASKED[input];
  const position = LINES.join("\n").indexOf(line) + line.lastIndexOf('""') + 1;
  return (editor.getCompletionsAtPosition(PROGRAM, position, {})?.entries ?? [])
    .map(({ name }) => name)
    .sort();
}

test.each(["isoCode", "callerCountry", "countries", "ignore"] as const)(
  "%s is completed with all countries",
  (input) => {
    expect(offered(input)).toEqual([...ISO_COUNTRIES].sort());
  },
);

test("directions and transports are completed", () => {
  expect(offered("direction")).toEqual(["INBOUND", "OUTBOUND"]);
  expect(offered("transport")).toEqual(["TCP", "TLS", "UDP"]);
});
