/** What Temporal keeps of a team's workflows. */
import { Client, Connection, type WorkflowHandle } from "@temporalio/client";
import type { Team } from "./fleet";

/** A workflow's history as it is kept. */
export interface Kept {
  readonly id: string;
  readonly type: string;
  readonly history: History;
  /** All of it as text, with what it holds in clear. */
  readonly text: string;
}

type History = Awaited<ReturnType<WorkflowHandle["fetchHistory"]>>;

/** All histories, the oldest first. */
export async function histories({ env: { TEMPORAL_ADDRESS: address } }: Pick<Team, "env">): Promise<Kept[]> {
  const connection = await Connection.connect({ ...(address !== undefined && { address }) });
  try {
    const client = new Client({ connection });
    const found: Kept[] = [];
    for await (const { workflowId: id, runId, type } of client.workflow.list()) {
      const history = await client.workflow.getHandle(id, runId).fetchHistory();
      found.push({
        id,
        type,
        history,
        text: JSON.stringify(history, (_key, value: unknown) => opened(value)),
      });
    }
    return found.reverse();
  } finally {
    await connection.close();
  }
}

/** Bytes as the text that they are. */
function opened(value: unknown): unknown {
  const bytes = value as { type?: unknown; data?: number[] } | null;
  if (bytes instanceof Uint8Array) return Buffer.from(bytes).toString("utf8");
  return bytes?.type === "Buffer" && bytes.data ? Buffer.from(bytes.data).toString("utf8") : value;
}
