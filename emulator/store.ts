import { createHmac, randomBytes } from "node:crypto";
import { timestamp, type Clock } from "./clock";
import type { HeldNames } from "./held-names";
import { createProject, projectState, type Project, type ProjectState } from "./project";
import { ulidSource } from "./ulid";

/** Everything that the emulator keeps, and what makes new entities. */
export interface Store {
  clock: Clock;
  projects: Map<string, Project>;
  /** The trunk that has a host name, in lower case, across all projects. */
  hostNames: Map<string, string>;
  /** Host names, in lower case, that no trunk has and none may take yet; a restart forgets them. */
  heldHostNames: HeldNames;
  /** A new id. */
  ulid(): string;
  /** The present time as entities keep it. */
  now(): string;
  /** A text by which two passwords can be compared within this process, and which does not give them away. */
  fingerprint(password: string): string;
}

/** The whole store as plain JSON. */
export interface StoreState {
  projects: Record<string, ProjectState>;
}

/** A store without projects. */
export function createStore(clock: Clock): Store {
  const key = randomBytes(32);
  return {
    clock,
    projects: new Map(),
    hostNames: new Map(),
    heldHostNames: new Map(),
    ulid: ulidSource(clock),
    now: () => timestamp(clock),
    fingerprint: (password) => createHmac("sha256", key).update(password).digest("hex").slice(0, 16),
  };
}

/** Puts a project into the store, in the place of one with the same id. */
export function putProject(store: Store, id: string, state: Partial<ProjectState>): Project {
  const project = createProject(id, state);
  store.projects.set(id, project);
  for (const { hostName, id: trunkId } of project.trunks.values()) {
    store.hostNames.set(hostName.toLowerCase(), trunkId);
  }
  return project;
}

/** Takes everything out of the store. */
export function emptyStore(store: Store): void {
  store.projects.clear();
  store.hostNames.clear();
  store.heldHostNames.clear();
}

/** The whole store as plain JSON; its entities are the stored ones, not copies. */
export function storeState(store: Store): StoreState {
  const projects = [...store.projects].map(([id, project]): [string, ProjectState] => [
    id,
    projectState(project),
  ]);
  return { projects: Object.fromEntries(projects) };
}
