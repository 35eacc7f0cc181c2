import type {
  AccessControlList,
  ActiveNumber,
  AvailableNumber,
  Call,
  CallBlockingRule,
  CredentialList,
  Endpoint,
  PhoneNumber,
  Trunk,
} from "./entities";
import type { HeldNames } from "./held-names";
import { add, createLinks, pairsOf, type Links } from "./link-table";

/** All that one project has. */
export interface Project {
  id: string;
  trunks: Map<string, Trunk>;
  /** The endpoints of each trunk that has some. */
  endpoints: Map<string, Map<string, Endpoint>>;
  accessControlLists: Map<string, AccessControlList>;
  credentialLists: Map<string, CredentialList>;
  accessControlListLinks: Links;
  credentialListLinks: Links;
  /** The permissions that differ from the default. */
  countryPermissions: Map<string, boolean>;
  callBlockingRules: Map<string, CallBlockingRule>;
  phoneNumbers: Map<string, PhoneNumber>;
  activeNumbers: Map<string, ActiveNumber>;
  availableNumbers: Map<string, AvailableNumber>;
  calls: Call[];
  addedProjects: Set<string>;
  /** The list that has a username. */
  usernames: Map<string, string>;
  /** Usernames that no list has and none may take yet; a restart forgets them. */
  heldUsernames: HeldNames;
  /** The ids of the endpoints that register with a username. */
  registered: Map<string, Set<string>>;
  /** The numbers assigned to a trunk. */
  assigned: Map<string, Set<string>>;
  /** The active numbers with an unfinished change of their voice configuration. */
  voiceJobs: Set<string>;
}

/** A project as plain JSON: what the state page shows and the data file keeps. */
export interface ProjectState {
  trunks: Trunk[];
  endpoints: Endpoint[];
  accessControlLists: AccessControlList[];
  credentialLists: CredentialList[];
  /** Pairs of a trunk's and a list's id. */
  accessControlListLinks: [trunkId: string, listId: string][];
  credentialListLinks: [trunkId: string, listId: string][];
  /** Only those that differ from the default. */
  countryPermissions: Record<string, boolean>;
  callBlockingRules: CallBlockingRule[];
  phoneNumbers: PhoneNumber[];
  activeNumbers: ActiveNumber[];
  availableNumbers: AvailableNumber[];
  calls: Call[];
  addedProjects: string[];
}

/** Makes a project out of its plain form; every part may be missing. */
export function createProject(id: string, state: Partial<ProjectState> = {}): Project {
  const project: Project = {
    id,
    trunks: byKey(state.trunks, (trunk) => trunk.id),
    endpoints: new Map(),
    accessControlLists: byKey(state.accessControlLists, (list) => list.id),
    credentialLists: byKey(state.credentialLists, (list) => list.id),
    accessControlListLinks: createLinks(state.accessControlListLinks),
    credentialListLinks: createLinks(state.credentialListLinks),
    countryPermissions: new Map(Object.entries(state.countryPermissions ?? {})),
    callBlockingRules: byKey(state.callBlockingRules, (rule) => rule.id),
    phoneNumbers: byKey(state.phoneNumbers, (number) => number.phoneNumber),
    activeNumbers: byKey(state.activeNumbers, (number) => number.phoneNumber),
    availableNumbers: byKey(state.availableNumbers, (number) => number.phoneNumber),
    calls: [...(state.calls ?? [])],
    addedProjects: new Set(state.addedProjects),
    usernames: new Map(),
    heldUsernames: new Map(),
    registered: new Map(),
    assigned: new Map(),
    voiceJobs: new Set(),
  };
  for (const endpoint of state.endpoints ?? []) putEndpoint(project, endpoint);
  for (const list of project.credentialLists.values()) {
    for (const { username } of list.credentials) project.usernames.set(username, list.id);
  }
  for (const number of project.phoneNumbers.values()) {
    add(project.assigned, number.sipTrunkId, number.phoneNumber);
  }
  for (const { job, phoneNumber } of project.activeNumbers.values()) {
    if (job && !job.failed) project.voiceJobs.add(phoneNumber);
  }
  return project;
}

/** Stores an endpoint; one of the same id must have been removed with its index entry before. */
export function putEndpoint(project: Project, endpoint: Endpoint): void {
  const siblings = project.endpoints.get(endpoint.sipTrunkId);
  if (siblings) siblings.set(endpoint.id, endpoint);
  else project.endpoints.set(endpoint.sipTrunkId, new Map([[endpoint.id, endpoint]]));
  if (endpoint.target.kind === "registered") {
    add(project.registered, endpoint.target.credentialUsername, endpoint.id);
  }
}

/** The project as plain JSON; its entities are the stored ones, not copies. */
export function projectState(project: Project): ProjectState {
  return {
    trunks: [...project.trunks.values()],
    endpoints: [...project.endpoints.values()].flatMap((endpoints) => [...endpoints.values()]),
    accessControlLists: [...project.accessControlLists.values()],
    credentialLists: [...project.credentialLists.values()],
    accessControlListLinks: pairsOf(project.accessControlListLinks),
    credentialListLinks: pairsOf(project.credentialListLinks),
    countryPermissions: Object.fromEntries(project.countryPermissions),
    callBlockingRules: [...project.callBlockingRules.values()],
    phoneNumbers: [...project.phoneNumbers.values()],
    activeNumbers: [...project.activeNumbers.values()],
    availableNumbers: [...project.availableNumbers.values()],
    calls: project.calls,
    addedProjects: [...project.addedProjects],
  };
}

function byKey<T>(entities: readonly T[] | undefined, key: (entity: T) => string): Map<string, T> {
  return new Map((entities ?? []).map((entity) => [key(entity), entity]));
}
