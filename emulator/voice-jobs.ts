import type { ActiveNumber, VoiceJob, VoiceTarget } from "./entities";
import type { Call } from "./operation";
import type { Switches } from "./options";
import { assign, unassign } from "./phone-numbers";
import type { Project } from "./project";
import type { Store } from "./store";

/** Begins to connect a number to something else; a job that is running gives way. */
export function startVoiceJob({ project, store }: Call, number: ActiveNumber, target: VoiceTarget): void {
  number.job = { ...target, startedAt: store.clock.now(), failed: false };
  project.voiceJobs.add(number.phoneNumber);
}

/** How far a job is, in the words of the Numbers API. */
export function jobStatus({ store, switches }: Pick<Call, "store" | "switches">, job: VoiceJob): string {
  if (job.failed) return "FAILED";
  const halfway = (store.clock.now() - job.startedAt) * 2 > switches.provisioningDelayMs;
  return halfway ? "IN_PROGRESS" : "WAITING";
}

/** Finishes the jobs of a project whose time has come; called before each request looks at the project. */
export function settleVoiceJobs(store: Store, project: Project, switches: Readonly<Switches>): void {
  for (const phoneNumber of [...project.voiceJobs]) {
    const number = project.activeNumbers.get(phoneNumber);
    const job = number?.job;
    const isDue = job && store.clock.now() >= job.startedAt + switches.provisioningDelayMs;
    if (!isDue) continue;
    project.voiceJobs.delete(phoneNumber);
    job.failed = switches.provisioningFail || isTrunkMissing(project, job);
    if (!job.failed) finish(store, project, { number, job });
  }
}

function isTrunkMissing(project: Project, { type, trunkId }: VoiceJob): boolean {
  return type === "EST" && trunkId !== "" && !project.trunks.has(trunkId);
}

function finish(
  store: Store,
  project: Project,
  { number, job }: { number: ActiveNumber; job: VoiceJob },
): void {
  const { type, appId, serviceId, trunkId } = job;
  number.voice = { type, appId, serviceId, trunkId };
  number.voiceUpdated = new Date(store.clock.now()).toISOString();
  number.job = null;
  if (trunkId === "") unassign(project, number.phoneNumber);
  else assign(store, project, { phoneNumber: number.phoneNumber, sipTrunkId: trunkId });
}
