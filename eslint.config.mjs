import { existsSync } from "node:fs";
import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** The folders' import rules (docs/architecture.md) as patterns that a file may not import. */
function mayNotImport(files, patterns) {
  return {
    files,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: patterns.map((pattern) => ({
            message: "See the import rules in docs/architecture.md.",
            ...pattern,
          })),
        },
      ],
    },
  };
}

const PULUMI = { group: ["@pulumi/*"] };
const AXIOS = { group: ["axios"] };
const ZOD = { group: ["zod"] };
/** What sends requests. */
const REQUESTS = { group: ["**/api/client", "**/lifecycle/lifecycle"] };
/** Whole folders. */
const rooms = (...names) => ({
  group: names.flatMap((name) => [`../${name}`, `../../${name}`, `**/${name}/*`]),
});
const ABOVE_PROVIDER = rooms("sdk", "emulator", "stack", "account", "policy", "review", "calls", "bin");
/** Of the policy pack, others see what it finds, and how it is configured. */
const POLICY_INSIDES = { group: ["**/policy/*", "!**/policy/findings"] };

/** Types of fleet/ are known where its own dependencies are installed: `npm test -- --only fleet` installs them. */
const UNINSTALLED = existsSync(new URL("fleet/node_modules", import.meta.url)) ? [] : ["fleet/**"];

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "**/node_modules/**",
      ".local/**",
      "tools/pulumi/**",
      "examples/fleet/**",
      ...UNINSTALLED,
    ],
  },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/no-require-imports": "off",
      // Takes a resource of ours for none of Pulumi's, since the class is made by a function.
      "@typescript-eslint/no-unsafe-class-instance-assignment": "off",
    },
  },
  {
    files: ["**/*.mjs", "**/*.js", "**/*.cjs"],
    languageOptions: {
      globals: {
        process: "readonly",
        console: "readonly",
        fetch: "readonly",
        module: "writable",
        exports: "writable",
        __filename: "readonly",
        performance: "readonly",
        require: "readonly",
        Buffer: "readonly",
        setTimeout: "readonly",
        setInterval: "readonly",
        clearInterval: "readonly",
        AbortController: "readonly",
        clearTimeout: "readonly",
        URL: "readonly",
        AbortSignal: "readonly",
      },
    },
  },
  {
    files: ["emulator/console/*.js", "fleet/src/page/*.js", "calls/replay/page/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        [
          ...["document", "location", "navigator", "innerWidth", "innerHeight", "addEventListener"],
          ...["getSelection", "CSS", "EventSource", "Node", "URLSearchParams"],
        ].map((name) => [name, "readonly"]),
      ),
    },
    rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_" }] },
  },
  // Of several that hold for a file the last one counts.
  mayNotImport(["provider/**/*.ts"], [ABOVE_PROVIDER]),
  mayNotImport(
    ["provider/entities/*.ts"],
    [ABOVE_PROVIDER, AXIOS, PULUMI, { group: ["**/client", "**/lifecycle", "**/token"] }],
  ),
  mayNotImport(
    ["provider/lifecycle/*.ts", "provider/routes/*.ts"],
    [ABOVE_PROVIDER, AXIOS, PULUMI, { group: ["**/client"], allowTypeImports: true }],
  ),
  mayNotImport(
    ["provider/api/*.ts"],
    [
      ABOVE_PROVIDER,
      PULUMI,
      { group: ["**/entity", "**/entities/*", "**/entities", "**/lifecycle/*", "**/routes/*"] },
    ],
  ),
  mayNotImport(
    ["sdk/*.ts"],
    [
      AXIOS,
      ZOD,
      { group: ["**/client", "**/lifecycle", "**/fields", "**/emulator/**"], allowTypeImports: true },
    ],
  ),
  mayNotImport(
    ["stack/*.ts"],
    [AXIOS, ZOD, REQUESTS, rooms("sdk", "emulator", "account", "policy", "review", "calls", "bin")],
  ),
  mayNotImport(
    ["account/*.ts"],
    [AXIOS, PULUMI, rooms("sdk", "emulator", "policy", "review", "calls", "bin")],
  ),
  mayNotImport(
    ["policy/**/*.ts"],
    [AXIOS, ZOD, REQUESTS, rooms("sdk", "emulator", "account", "review", "calls", "bin")],
  ),
  mayNotImport(
    ["review/*.ts"],
    [AXIOS, PULUMI, REQUESTS, POLICY_INSIDES, rooms("sdk", "emulator", "account", "bin")],
  ),
  mayNotImport(
    ["calls/**/*.ts"],
    [AXIOS, PULUMI, ZOD, rooms("sdk", "emulator", "account", "policy", "review", "bin")],
  ),
  mayNotImport(["bin/*.ts"], [AXIOS, ZOD, POLICY_INSIDES, { group: ["**/review/*", "**/sdk/**"] }]),
  mayNotImport(
    ["emulator/**/*.ts"],
    [AXIOS, PULUMI, rooms("provider", "sdk", "stack", "account", "policy", "review", "bin")],
  ),
);
