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

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", ".local/**", "tools/pulumi/**"] },
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
    files: ["emulator/console/*.js"],
    languageOptions: {
      globals: { document: "readonly", Node: "readonly", CSS: "readonly", FormData: "readonly" },
    },
    rules: { "no-unused-vars": ["error", { argsIgnorePattern: "^_" }] },
  },
  mayNotImport(
    ["provider/entities/*.ts"],
    [AXIOS, PULUMI, { group: ["**/client", "**/lifecycle", "**/token"] }],
  ),
  mayNotImport(
    ["provider/lifecycle/*.ts", "provider/routes/*.ts"],
    [AXIOS, PULUMI, { group: ["**/client"], allowTypeImports: true }],
  ),
  mayNotImport(
    ["provider/api/*.ts"],
    [PULUMI, { group: ["**/entity", "**/entities/*", "**/entities", "**/lifecycle/*", "**/routes/*"] }],
  ),
  mayNotImport(["provider/**/*.ts"], [{ group: ["**/sdk/**", "**/emulator/**"] }]),
  mayNotImport(
    ["sdk/*.ts"],
    [
      AXIOS,
      { group: ["zod"] },
      { group: ["**/client", "**/lifecycle", "**/fields", "**/emulator/**"], allowTypeImports: true },
    ],
  ),
  mayNotImport(
    ["review/*.ts"],
    [AXIOS, PULUMI, { group: ["**/client", "**/lifecycle", "**/sdk/**", "**/emulator/**"] }],
  ),
  mayNotImport(
    ["policy/**/*.ts"],
    [AXIOS, { group: ["zod"] }, { group: ["**/client", "**/lifecycle", "**/sdk/**", "**/emulator/**"] }],
  ),
  mayNotImport(["emulator/**/*.ts"], [{ group: ["**/provider/**", "**/sdk/**", "axios", "@pulumi/*"] }]),
);
