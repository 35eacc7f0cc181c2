/** Incidents: findings of one urgency in one project within an hour, as one file for whoever is on call. */
import { createHash } from "node:crypto";
import { accountName } from "./model";
import type { Journal, KeptIncident } from "./store/journal";

export interface FleetFinding {
  readonly urgency: string;
  readonly text: string;
  readonly more?: readonly string[];
  readonly shard?: string | undefined;
  readonly account?: string | undefined;
}

export interface Incident extends KeptIncident {
  readonly fleet: string;
}

/** Urgencies that make an incident, the most urgent first. */
export const TOLD = ["alarm", "drift", "policy", "not looked at"];

/** Puts findings into the incidents that are open, or opens new ones; returns those that have something new. */
export async function incidentsOf(
  journal: Journal,
  fleet: string,
  findings: readonly FleetFinding[],
): Promise<Incident[]> {
  const groups = new Map<string, FleetFinding[]>();
  for (const finding of findings.filter(({ urgency }) => TOLD.includes(urgency))) {
    const key = JSON.stringify([finding.urgency, accountName(finding.account)]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const changed: Incident[] = [];
  for (const [key, own] of groups) {
    const [urgency, account] = JSON.parse(key) as [string, string];
    const incident = await journal.changeIncident({ urgency, account }, (open) => {
      const known = new Set(open.map(textOf));
      const fresh = own.filter((one) => !known.has(textOf(one)));
      return fresh.length === 0 ? undefined : [...open, ...fresh];
    });
    if (incident) changed.push({ fleet, ...incident });
  }
  return changed;
}

function textOf({ shard = "", text }: FleetFinding): string {
  return createHash("sha256").update(`${shard}\0${text}`).digest("hex");
}

/** What a person reads of it. */
export function incidentText({ id, fleet, urgency, account, begun, findings }: Incident): string {
  const shards = [...new Set(findings.map(({ shard }) => shard ?? "beside all shards"))];
  return `${[
    `### ${urgency}: fleet ${fleet}, account ${account}`,
    `Incident ${id}, since ${begun}, in ${shards.join(", ")}.`,
    findings
      .map(({ text, more = [] }) => [`- ${text}`, ...more.map((one) => `  - ${one}`)].join("\n"))
      .join("\n"),
  ].join("\n\n")}\n`;
}
