/** The connection to Temporal, as its own variables and files say: TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TLS. */
import { Client, Connection } from "@temporalio/client";
import { loadClientConnectConfig } from "@temporalio/envconfig";

/** What a client and a worker connect with. @throws if a file of Temporal's is wrong */
export function temporalOptions(): ReturnType<typeof loadClientConnectConfig> {
  return loadClientConnectConfig();
}

/** @throws if the server cannot be reached */
export async function temporalClient(): Promise<Client> {
  const { connectionOptions, namespace } = temporalOptions();
  const connection = await Connection.connect(connectionOptions);
  return new Client({ connection, ...(namespace !== undefined && { namespace }) });
}

/** The queue of a fleet's workflows; its jobs have one beside it. */
export function taskQueueOf(fleet: string): string {
  return `pulumi-sinch-fleet/${fleet}`;
}
