/** A worker: takes what Temporal has for the fleet, for as long as it runs. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DefaultLogger, NativeConnection, Runtime, Worker } from "@temporalio/worker";
import { activities, jobActivities } from "./activities";
import { rateOf, type FleetConfig } from "./config";
import { runJob } from "./job/start";
import { Journal } from "./store/journal";
import { Store } from "./store/store";
import { taskQueueOf, temporalClient, temporalOptions } from "./temporal";
import { JOBS } from "./workflows/jobs";

export interface WorkerOptions {
  /** The team's folder, with fleet.yaml. */
  readonly folder: string;
  readonly config: FleetConfig;
  readonly env: NodeJS.ProcessEnv;
  readonly storeUrl: string;
  /** Jobs at once. @default 2 */
  readonly jobsAtOnce?: number;
}

/**
 * Runs until the signal comes; jobs that run then are stopped gracefully, and go on elsewhere.
 *
 * @param onReady told when it is connected to all that it needs
 */
export async function runWorker(
  { folder, config, env, storeUrl, jobsAtOnce = 2 }: WorkerOptions,
  signal: AbortSignal,
  onReady: () => void,
): Promise<void> {
  Runtime.install({ logger: new DefaultLogger("ERROR"), shutdownSignals: [] });
  const { connectionOptions, namespace } = temporalOptions();
  const connection = await NativeConnection.connect(connectionOptions);
  const client = await temporalClient();
  const [store, journal] = await Promise.all([Store.open(storeUrl), Journal.open(storeUrl)]);
  const taskQueue = taskQueueOf(config.name);
  const common = { connection, ...(namespace !== undefined && { namespace }), shutdownGraceTime: 0 };
  const textOf = (file: string | undefined): string | undefined =>
    file === undefined ? undefined : readFileSync(resolve(folder, file), "utf8");
  try {
    const workers = [
      await Worker.create({
        ...common,
        taskQueue,
        workflowBundle: { codePath: join(__dirname, "workflows.bundle.js") },
        activities: activities({
          ...{ store, journal, client, taskQueue },
          webhook: config.webhook ? env.FLEET_WEBHOOK_URL : undefined,
        }),
        // A cached workflow is a V8 context of its own.
        maxCachedWorkflows: 50,
      }),
      await Worker.create({
        ...common,
        taskQueue: `${taskQueue}${JOBS}`,
        maxConcurrentActivityTaskExecutions: jobsAtOnce,
        activities: jobActivities((job, stop) =>
          runJob(job, {
            ...{ project: config.name, folder, storeUrl, lease: config.lease, signal: stop },
            env: config.state === undefined ? env : { ...env, PULUMI_BACKEND_URL: config.state },
            requestsPerSecond: rateOf(config, job.account),
            policy: textOf(config.policy),
            baseline: textOf(config.drift.baseline),
          }),
        ),
      }),
    ];
    const stop = (): void => {
      for (const worker of workers) worker.shutdown();
    };
    signal.addEventListener("abort", stop, { once: true });
    onReady();
    await Promise.all(workers.map((worker) => worker.run()));
  } finally {
    await Promise.all([store.close(), journal.close(), client.connection.close(), connection.close()]);
  }
}
