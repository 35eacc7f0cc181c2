import { randomUUID } from "node:crypto";
import { startEmulator, type EmulatorOptions } from "../../emulator";

/** The service that the rules are tried on. */
export interface Target {
  apiUrl: string;
  authUrl: string;
  numbersUrl: string;
  keyId: string;
  keySecret: string;
  projectId: string;
  /** What the names of all that the tests make begin with. */
  prefix: string;
  isEmulator: boolean;
  close(): Promise<void>;
}

const SINCH_AUTH = "https://auth.sinch.com";
const SINCH_NUMBERS = "https://numbers.api.sinch.com";

/** Whether the environment names a service. */
export function isServiceGiven(env: NodeJS.ProcessEnv = process.env): boolean {
  return env["CONFORMANCE_API_URL"] !== undefined;
}

/** The service that the environment names, else an emulator in this process, for which alone the options are. */
export async function openTarget(
  options: EmulatorOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<Target> {
  const prefix = `${env["CONFORMANCE_PREFIX"] ?? "conformance"}-${randomUUID().slice(0, 8)}`;
  const apiUrl = env["CONFORMANCE_API_URL"];
  if (apiUrl === undefined) {
    const emulator = await startEmulator(options);
    const { url, keyId, keySecret, projectId } = emulator;
    const urls = { apiUrl: url, authUrl: url, numbersUrl: url };
    return { ...urls, keyId, keySecret, projectId, prefix, isEmulator: true, close: () => emulator.close() };
  }
  const isSinch = new URL(apiUrl).hostname.endsWith(".sinch.com");
  return {
    apiUrl,
    authUrl: env["CONFORMANCE_AUTH_URL"] ?? (isSinch ? SINCH_AUTH : apiUrl),
    numbersUrl: env["CONFORMANCE_NUMBERS_URL"] ?? (isSinch ? SINCH_NUMBERS : apiUrl),
    keyId: needed(env, "SINCH_KEY_ID"),
    keySecret: needed(env, "SINCH_KEY_SECRET"),
    projectId: needed(env, "SINCH_PROJECT_ID"),
    prefix,
    isEmulator: false,
    close: () => Promise.resolve(),
  };
}

function needed(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new Error(`${name} is not set. With CONFORMANCE_API_URL the tests need an account of that service.`);
}
