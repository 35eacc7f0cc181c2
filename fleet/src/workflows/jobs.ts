/** The activities that run jobs. What is set here is compared with recorded histories by a test. */
import { ActivityCancellationType, proxyActivities, workflowInfo } from "@temporalio/workflow";
import type { JobActivities } from "../activities";
import { FINAL } from "../errors";

/** Jobs have a queue of their own, so that two of them never keep what takes milliseconds from its turn. */
export const JOBS = "-jobs";

/** Of what takes milliseconds: a mistake of ours is not repeated for ever. */
export const SMALL_RETRY = {
  maximumAttempts: 20,
  maximumInterval: "30 seconds",
  nonRetryableErrorTypes: FINAL,
} as const;

export function jobs(): JobActivities {
  return proxyActivities<JobActivities>({
    taskQueue: `${workflowInfo().taskQueue}${JOBS}`,
    startToCloseTimeout: "2 hours",
    scheduleToCloseTimeout: "6 hours",
    // Beaten every 2 s by a timer. With a minute an activity would learn of its cancellation after most of it.
    heartbeatTimeout: "10 seconds",
    // Else the workflow ends and the engine runs on into the next one's lock.
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    retry: {
      initialInterval: "2 seconds",
      backoffCoefficient: 2,
      maximumInterval: "1 minute",
      nonRetryableErrorTypes: FINAL,
    },
  });
}
