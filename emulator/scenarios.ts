import { COUNTRIES } from "./countries";
import type { Endpoint, Trunk } from "./entities";
import { ApiError } from "./errors";
import type { Faults } from "./faults";
import { listsOf } from "./link-table";
import type { Account } from "./options";
import type { Project } from "./project";

/** What a rehearsal may use. */
export interface Stage {
  project: Project;
  account: Account;
  faults: Faults;
  /** How many tokens were given out so far. */
  issuedTokens: () => number;
  /** Sends a request to the API as the project's owner; throws if it is refused. */
  send: (method: string, path: string, body?: unknown) => Promise<void>;
}

/** Something to do next: words, and the command if there is one. */
export interface Step {
  say: string;
  run?: string;
}

/** What a rehearsal has done, and what belongs to it. */
export interface Begun {
  did: string[];
  next: readonly Step[];
  /** Whether it is over; undefined where the account tells: it is as before again. */
  isOver?: () => boolean;
  /** Takes back what no program can. */
  end?: () => void;
}

/** A choice that somebody makes before. */
export interface Choice {
  trunkId?: string;
  endpointId?: string;
  isoCode?: string;
}

/** Something that goes wrong in real life. */
export interface Scenario {
  id: string;
  title: string;
  what: string;
  /** What can be chosen; the first one that fits is taken where nothing is. */
  asks: readonly (keyof Choice)[];
  begin: (stage: Stage, choice: Choice) => Promise<Begun>;
}

/** An address that is kept for documents: no call ever gets there. */
const STRANGER = "203.0.113.66";
const FRAUD_COUNTRY = "CU";
const SLOW_MS = 5_000;
const SLOW_REQUESTS = 200;
const FIND = { say: "See what was changed:", run: "pulumi refresh --preview-only --run-program --diff" };
const PUT_BACK = { say: "Put it back as the program says:", run: "pulumi up --refresh --run-program" };
const OPEN_COUNTRIES = {
  say: "A country that no program names stays open. Find it, then declare it or close it:",
  run: "npx pulumi-sinch leftovers --stack NAME",
};

const FRAUD: Scenario = {
  id: "fraud",
  title: "Toll fraud",
  what: "Somebody opens a country and diverts an endpoint to an address of their own.",
  asks: ["endpointId", "isoCode"],
  async begin({ project, send }, { endpointId, isoCode = FRAUD_COUNTRY }) {
    const endpoint = endpointOf(project, endpointId);
    const { id, sipTrunkId, name, priority, transport, enabled, target } = endpoint;
    const country = COUNTRIES.get(isoCode)?.name ?? isoCode;
    await send("PUT", `/countryPermissions/${isoCode}`, { enabled: true });
    const { port, credentialUsername } = target;
    const body = { name, priority, transport, enabled, port, credentialUsername, address: STRANGER };
    await send("PUT", `/trunks/${sipTrunkId}/endpoints/${id}`, body);
    return {
      did: [`Opened calls to ${country} (${isoCode}).`, `Diverted endpoint ${name} to ${STRANGER}.`],
      next: [FIND, PUT_BACK, OPEN_COUNTRIES],
    };
  },
};

const DELETED_TRUNK: Scenario = {
  id: "deleted-trunk",
  title: "A deleted trunk",
  what: "Somebody deletes a trunk, with its endpoints, links and numbers.",
  asks: ["trunkId"],
  async begin({ project, send }, { trunkId }) {
    const { id, name } = trunkOf(project, trunkId);
    const path = `/trunks/${id}`;
    for (const phoneNumber of [...(project.assigned.get(id) ?? [])]) {
      await send("POST", "/phoneNumbers", { phoneNumber, sipTrunkId: "" });
    }
    for (const endpointId of [...(project.endpoints.get(id)?.keys() ?? [])]) {
      await send("DELETE", `${path}/endpoints/${endpointId}`);
    }
    for (const listId of [...listsOf(project.accessControlListLinks, id)]) {
      await send("DELETE", `${path}/accessControlLists/${listId}`);
    }
    for (const listId of [...listsOf(project.credentialListLinks, id)]) {
      await send("DELETE", `${path}/credentialLists/${listId}`);
    }
    await send("DELETE", path);
    return {
      did: [`Deleted trunk ${name}, and all that was below it.`],
      next: [FIND, PUT_BACK],
    };
  },
};

const SLOW_API: Scenario = {
  id: "slow-api",
  title: "A slow API",
  what: `Each of the next ${SLOW_REQUESTS} requests is answered ${SLOW_MS / 1_000} seconds late.`,
  asks: [],
  begin({ faults }) {
    const id = "rehearsal-slow-api";
    faults.add({ id, path: "/**", delayMs: SLOW_MS, times: SLOW_REQUESTS });
    const isArmed = (): boolean =>
      faults.list().some((fault) => fault.id === id && fault.hits < (fault.times ?? 1));
    return Promise.resolve({
      did: ["Made the API slow. What is done on this page is as fast as ever."],
      next: [
        { say: "See how long an update takes, and that it says what it waits for:", run: PUT_BACK.run },
        { say: "Look at whether the API is well:", run: "npx pulumi-sinch doctor --stack NAME" },
      ],
      isOver: () => !isArmed(),
      end: () => {
        faults.remove(id);
      },
    });
  },
};

const LEAKED_KEY: Scenario = {
  id: "leaked-key",
  title: "A leaked key",
  what: "The key has leaked and gets a new secret; the old one and its tokens are refused from now on.",
  asks: [],
  begin({ account, issuedTokens }) {
    const old = account.keySecret;
    const renewed = nextSecret(old);
    const before = issuedTokens();
    account.keySecret = renewed;
    const isTaken = (): boolean => issuedTokens() > before;
    return Promise.resolve({
      did: [`Gave key ${account.keyId} the new secret ${renewed}.`],
      next: [
        {
          say: "See how a stack with the old secret stops:",
          run: "pulumi refresh --preview-only --run-program",
        },
        {
          say: "Give the stack the new one:",
          run: `pulumi config set --secret sinch:keySecret ${renewed}`,
        },
        {
          say: "See that it works again, for what was deployed too:",
          run: "pulumi up --refresh --run-program",
        },
        { say: "A restart or a reset of the emulator brings its first secret back." },
      ],
      isOver: isTaken,
      // A stack that has the new secret would stop once more.
      end: () => {
        if (!isTaken()) account.keySecret = old;
      },
    });
  },
};

/** All that can be rehearsed. */
export const SCENARIOS: readonly Scenario[] = [FRAUD, DELETED_TRUNK, SLOW_API, LEAKED_KEY];

function endpointOf(project: Project, id: string | undefined): Endpoint {
  const all = [...project.endpoints.values()].flatMap((endpoints) => [...endpoints.values()]);
  const isWanted = (endpoint: Endpoint): boolean =>
    id === undefined ? endpoint.target.kind === "static" : endpoint.id === id;
  return chosen(
    all.find(isWanted),
    "endpointId",
    "There is no such static endpoint: deploy one, or add it here",
  );
}

function trunkOf(project: Project, id: string | undefined): Trunk {
  const [first] = project.trunks.values();
  const trunk = id === undefined ? first : project.trunks.get(id);
  return chosen(trunk, "trunkId", "There is no such trunk: deploy one, or add it here");
}

function chosen<T>(value: T | undefined, field: string, description: string): T {
  if (value !== undefined) return value;
  throw new ApiError(400, "BAD_REQUEST", description, [{ field, description }]);
}

/** `secret` becomes `secret-2`, and that `secret-3`. */
function nextSecret(secret: string): string {
  const [, stem = secret, number = "1"] = /^(.*)-(\d+)$/.exec(secret) ?? [];
  return `${stem}-${Number(number) + 1}`;
}
