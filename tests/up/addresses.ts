import type { Project } from "../support/harness";

/** The addresses of a project's emulator as environment variables: unlike configuration, they are in no state. */
export function addresses({ emulator: { url } }: Project): NodeJS.ProcessEnv {
  return { SINCH_API_URL: url, SINCH_AUTH_URL: url, SINCH_NUMBERS_URL: url };
}

/** Takes the addresses out of a project's configuration. */
export async function withoutAddresses(project: Project): Promise<void> {
  for (const key of ["apiUrl", "authUrl", "numbersUrl"]) {
    await project.pulumi(["config", "rm", "--stack", "test", `sinch:${key}`]);
  }
}
