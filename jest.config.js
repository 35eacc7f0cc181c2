/** Unit and emulator tests, every fault at every request, and tests that drive the real Pulumi CLI. */
const typescript = { "^.+\\.ts$": ["ts-jest", { tsconfig: "tsconfig.json" }] };

const up = {
  transform: typescript,
  globalSetup: "<rootDir>/tests/up/global-setup.mjs",
  setupFilesAfterEnv: ["<rootDir>/tests/up/timeout.ts"],
};

/** Of the tests of fleets, those that run as part of the whole: the others take as long again (`--only fleet`). */
const FLEET_IN_ALL =
  "{broken-tables,config,customer,documented,failures,kubernetes,page,plan,program,query-table,replay,store,story,table,takeover}";

/** In a corner of the matrix the unit tests have its `@pulumi/pulumi` in the place of the repository's. */
const { PULUMI_SDK: sdk } = process.env;
const moduleNameMapper = sdk ? { "^@pulumi/pulumi($|/.*)": `${sdk}$1` } : {};

/** `npm run fixtures` writes into the repository, screenshots and site beside it: nothing else may run them. */
const made = { fixtures: up, screenshots: { transform: typescript }, site: { transform: typescript } }[
  process.env.npm_lifecycle_event
];

/** @type {import("jest").Config} */
module.exports = {
  projects: [
    {
      displayName: "unit",
      testMatch: ["<rootDir>/tests/{unit,emulator,conformance}/**/*.test.ts"],
      transform: typescript,
      moduleNameMapper,
      setupFilesAfterEnv: ["<rootDir>/tests/unit/timeout.ts"],
    },
    {
      displayName: "faults",
      testMatch: ["<rootDir>/tests/faults/**/*.test.ts"],
      transform: typescript,
      setupFilesAfterEnv: ["<rootDir>/tests/unit/timeout.ts"],
    },
    { displayName: "field", testMatch: ["<rootDir>/tests/field/**/*.test.ts"], ...up },
    { displayName: "up", testMatch: ["<rootDir>/tests/up/**/*.test.ts"], ...up },
    {
      displayName: "matrix",
      testMatch: [`<rootDir>/tests/matrix/${process.env.MATRIX === "all" ? "*" : "corners"}.test.ts`],
      ...up,
    },
    {
      displayName: "languages",
      testMatch: ["<rootDir>/tests/languages/**/*.test.ts"],
      transform: typescript,
      globalSetup: "<rootDir>/tests/languages/global-setup.mjs",
      setupFilesAfterEnv: ["<rootDir>/tests/languages/timeout.ts"],
    },
    {
      displayName: "fleet",
      testMatch: [`<rootDir>/fleet/tests/${process.env.FLEET === "all" ? "*" : FLEET_IN_ALL}.test.ts`],
      transform: { "^.+\\.ts$": ["ts-jest", { tsconfig: "fleet/tsconfig.json" }] },
      globalSetup: "<rootDir>/fleet/tests/global-setup.mjs",
      setupFilesAfterEnv: ["<rootDir>/tests/up/timeout.ts"],
    },
    ...(made
      ? [
          {
            displayName: process.env.npm_lifecycle_event,
            testMatch: [`<rootDir>/tests/${process.env.npm_lifecycle_event}/*.make.ts`],
            ...made,
          },
        ]
      : []),
  ],
};
