import fc from "fast-check";
import { textOf } from "../../provider/json";
import { needs, type Declaration, type Given, type Place, type Program } from "./engine/program";
import type { FrontEndName } from "./engine/provider";
import {
  chosen,
  inserted,
  keyOf,
  linkOf,
  newAccessList,
  newCountry,
  newCredential,
  newCredentialList,
  newEndpoint,
  newLink,
  newNumber,
  newPhone,
  newRange,
  newRangeOfList,
  newRule,
  newTrunk,
  ofType,
  pick,
  ref,
  type Names,
  type Pick,
} from "./programs";

/** What somebody does to a program, in terms of choices. */
export interface Edit {
  readonly kind: EditKind;
  readonly which: Pick;
  readonly how: Pick;
}

/** A program after an edit, and what that was in words; no words where there was nothing to edit. */
export interface Edited {
  readonly program: Program;
  readonly words: string;
}

interface Tools {
  readonly names: Names;
  readonly strangersListId: string;
  /** The usernames that endpoints of the account use. */
  readonly usernames: ReadonlySet<string>;
}

type Editor = (program: Program, edit: Edit, tools: Tools) => Edited | undefined;

const BY_POSITION = [
  "PhoneNumberAssignment",
  "CountryPermission",
  "TrunkAccessControlList",
  "TrunkCredentialList",
];

const EDITORS = {
  rename(program, { which }, { names }) {
    const one = chosen(program, which);
    if (one === undefined) return undefined;
    const name = names.fresh("renamed");
    return {
      program: replaced(program, { ...one, name, ...aliasesOf(one) }),
      words: `rename ${titled(one)} to ${name}`,
    };
  },

  move(program, { which }) {
    const one = chosen(program, which);
    if (one === undefined) return undefined;
    const { component, ...bare } = one;
    const moved = component === undefined ? { ...one, component: "Site" } : bare;
    return {
      program: replaced(program, { ...moved, ...aliasesOf(one) }),
      words: `move ${titled(one)} ${component === undefined ? "into" : "out of"} a component`,
    };
  },

  /** The first one goes, and the others get the names of those before them. */
  dropFirst(program, { which }) {
    const row = rowOf(program, which);
    const [first, ...others] = row;
    if (first === undefined || others.length === 0) return undefined;
    const names = row.map(({ name }) => name);
    const rest = without(program, first);
    return {
      program: others.reduce((now, one, index) => replaced(now, { ...one, name: names[index] ?? "" }), rest),
      words: `drop ${titled(first)} from its array`,
    };
  },

  /** A new one comes in front, and the others get the names of those after them. */
  addFirst(program, { which, how }, { names }) {
    const type = chosen(BY_POSITION, which) ?? "";
    const made = madeByPosition(type, program, names, how);
    if (made?.type === undefined) return undefined;
    const row = [made, ...ofType(program, made.type)];
    const inOrder = [...row.slice(1).map(({ name }) => name), made.name];
    const shifted = row.reduce((now, one, index) => {
      const named = { ...one, name: inOrder[index] ?? "" };
      return one === made ? inserted(now, named) : replaced(now, named);
    }, program);
    return { program: shifted, words: `put ${titled(made)} in front of its array` };
  },

  reverse(program, { which }) {
    const row = rowOf(program, which);
    if (row.length < 2) return undefined;
    const names = row.map(({ name }) => name).reverse();
    return {
      program: row.reduce((now, one, index) => replaced(now, { ...one, name: names[index] ?? "" }), program),
      words: `reverse the array of ${row[0]?.type ?? ""}`,
    };
  },

  reorder(program, { which }) {
    const one = chosen(ofType(program, "AccessControlList", "CredentialList"), which);
    if (one === undefined) return undefined;
    const key = one.type === "AccessControlList" ? "ipRanges" : "credentials";
    const list = one.inputs[key];
    if (!Array.isArray(list)) return undefined;
    const inputs = { ...one.inputs, [key]: [...(list as Given[])].reverse() };
    return { program: replaced(program, { ...one, inputs }), words: `reverse the ${key} of ${titled(one)}` };
  },

  change(program, { which, how }, { names, usernames }) {
    const one = chosen(program, which);
    const changed = one && chosen(variants(one, names, usernames), how);
    if (one === undefined || changed === undefined) return undefined;
    return {
      program: alike(program, one).reduce(
        (now, twin) => replaced(now, { ...twin, inputs: { ...twin.inputs, ...changed } }),
        program,
      ),
      words: `change ${titled(one)}: ${JSON.stringify(changed)}`,
    };
  },

  retarget(program, { which, how }) {
    const one = chosen(
      program.filter(({ inputs }) => inputs.sipTrunkId !== undefined),
      which,
    );
    const trunk = chosen(ofType(program, "SipTrunk"), how);
    if (one === undefined || trunk === undefined || keyOf(one.inputs.sipTrunkId ?? "") === trunk.key) {
      return undefined;
    }
    const moved = (twin: Declaration): Declaration => ({
      ...twin,
      inputs: { ...twin.inputs, sipTrunkId: ref(trunk.key) },
    });
    const link = linkOf(moved(one));
    if (link !== undefined && program.some((other) => linkOf(other) === link)) return undefined;
    return {
      program: alike(program, one).reduce((now, twin) => replaced(now, moved(twin)), program),
      words: `let ${titled(one)} refer to ${titled(trunk)}`,
    };
  },

  add(program, { which, how }, { names, strangersListId }) {
    const made = chosen(
      [
        () => newTrunk(names),
        () => newAccessList(names),
        () => newCredentialList(names),
        () => newEndpoint(program, names, how),
        () => newPhone(program, names, how),
        () => newLink(program, names, how),
        () => newNumber(program, names, how),
        () => newCountry(program, names),
        () => newRule(names),
        () => newRange(names, strangersListId),
      ],
      which,
    )?.();
    return made && { program: inserted(program, made), words: `add ${titled(made)}` };
  },

  remove(program, { which }) {
    const one = chosen(program, which);
    return one && { program: without(program, one), words: `remove ${titled(one)} and what needs it` };
  },

  duplicate(program, { which }, { names }) {
    const one = chosen(ofType(program, ...BY_POSITION), which);
    if (one === undefined) return undefined;
    const twin = { ...one, key: names.fresh("twin"), name: names.fresh("twin-") };
    return { program: inserted(program, twin), words: `declare ${titled(one)} once more as ${twin.name}` };
  },

  ignore(program, { which, how }) {
    const one = chosen(program, which);
    const input = one && chosen(ignorable(one), how);
    if (one === undefined || input === undefined) return undefined;
    const { ignoreChanges = [] } = one;
    const isIgnored = ignoreChanges.includes(input);
    const others = ignoreChanges.filter((other) => other !== input);
    return {
      program: alike(program, one).reduce(
        (now, twin) => replaced(now, { ...twin, ignoreChanges: isIgnored ? others : [...others, input] }),
        program,
      ),
      words: `${isIgnored ? "heed" : "ignore"} ${input} of ${titled(one)}`,
    };
  },
} satisfies Record<string, Editor>;

export type EditKind = keyof typeof EDITORS;

/** Edits of programs with the classes of a front end: the plugin refuses to declare a thing twice. */
export function editsWith(frontEnd: FrontEndName): fc.Arbitrary<Edit> {
  const kinds = Object.keys(EDITORS) as EditKind[];
  const possible = kinds.filter((kind) => frontEnd === "dynamic" || kind !== "duplicate");
  return fc.record({ kind: fc.constantFrom(...possible), which: pick, how: pick });
}

/** Does an edit to a program; where there is nothing to edit, nothing. */
export function edited(program: Program, one: Edit, tools: Tools): Edited {
  return EDITORS[one.kind](program, one, tools) ?? { program, words: "" };
}

/**
 * The aliases of what is renamed or moved, where it needs them: of what has a unique name, a second one is refused
 * while the first is there. All others are to do without.
 */
function aliasesOf({ type, name, component, aliases = [] }: Declaration): { aliases?: readonly Place[] } {
  return ["SipTrunk", "CredentialList"].includes(type) ? { aliases: [...aliases, { name, component }] } : {};
}

/** What can be changed of a declaration, other than what it refers to. */
function variants(
  { type, inputs }: Declaration,
  names: Names,
  usernames: ReadonlySet<string>,
): Record<string, Given>[] {
  const label = names.fresh("Changed ");
  switch (type) {
    case "SipTrunk":
      return [
        { name: label },
        { hostName: `acme-${label.replace("Changed ", "h")}` },
        { enableCallerName: inputs.enableCallerName !== true },
        { enableCallForward: true, callForwardNumber: "+12025550199" },
      ];
    case "SipEndpoint":
      return [
        { name: label },
        { priority: Number(inputs.priority) + 1 },
        { enabled: inputs.enabled === false },
        { transport: inputs.transport === "TLS" ? "UDP" : "TLS", port: 5061 },
      ];
    case "AccessControlList": {
      const ranges = asList(inputs.ipRanges);
      return [
        { name: label },
        { enabled: inputs.enabled === false },
        { ipRanges: [...ranges, newRangeOfList(names)] },
        { ipRanges: ranges.length > 1 ? ranges.slice(1) : [newRangeOfList(names)] },
        { ipRanges: ranges.map((range) => ({ ...asRecord(range), description: label })) },
      ];
    }
    case "CredentialList": {
      const credentials = asList(inputs.credentials);
      const [first = newCredential(names), ...others] = credentials;
      // One that an endpoint uses cannot go in the update that takes it off the endpoint: the list comes first.
      const unused = others.find((one) => !usernames.has(textOf(asRecord(one).username)));
      return [
        { name: label },
        { credentials: [first, ...others, newCredential(names)] },
        { credentials: credentials.filter((one) => one !== unused) },
        {
          credentials: credentials.map((one) => ({
            ...asRecord(one),
            password: names.fresh("Fresh-Horse-"),
          })),
        },
      ];
    }
    case "CallBlockingRule":
      return [{ name: label }, { calleeMatch: `1901${label.replace("Changed ", "")}` }];
    case "CountryPermission":
      return [{ enabled: inputs.enabled !== true }];
    case "IpRange":
      return [{ description: label }, newRangeOfList(names)];
    default:
      return [];
  }
}

function madeByPosition(type: string, program: Program, names: Names, how: Pick): Declaration | undefined {
  if (type === "PhoneNumberAssignment") return newNumber(program, names, how);
  return type === "CountryPermission" ? newCountry(program, names) : newLink(program, names, how);
}

function rowOf(program: Program, which: Pick): Declaration[] {
  return ofType(program, chosen(BY_POSITION, which) ?? "");
}

/** The declarations of the same number, country or link: they must not contradict one another. */
function alike(program: Program, one: Declaration): Declaration[] {
  const same = ({ key, type, inputs }: Declaration): string =>
    type === "PhoneNumberAssignment"
      ? textOf(inputs.phoneNumber)
      : type === "CountryPermission"
        ? textOf(inputs.isoCode)
        : (linkOf({ key, type, name: "", inputs }) ?? key);
  return program.filter((other) => other.type === one.type && same(other) === same(one));
}

/** What a change is ignored of without that the program contradicts itself. */
function ignorable({ inputs }: Declaration): string[] {
  const identity = ["phoneNumber", "isoCode", "accessControlListId", "ipAddress", "range", "isRegistered"];
  return Object.keys(inputs).filter((key) => {
    const given = inputs[key];
    return !identity.includes(key) && given !== undefined && keyOf(given) === undefined;
  });
}

function replaced(program: Program, declaration: Declaration): Program {
  return program.map((one) => (one.key === declaration.key ? declaration : one));
}

/** Less a declaration, and less those that need it. */
function without(program: Program, { key }: Declaration): Program {
  const gone = new Set([key]);
  return program.filter((one) => {
    if (one.key !== key && !needs(one).some((needed) => gone.has(needed))) return true;
    gone.add(one.key);
    return false;
  });
}

function asList(given: Given | undefined): readonly Given[] {
  return Array.isArray(given) ? (given as readonly Given[]) : [];
}

function asRecord(given: Given): Record<string, Given> {
  return typeof given === "object" && !Array.isArray(given) ? { ...(given as Record<string, Given>) } : {};
}

export function titled({ type, name, component }: Declaration): string {
  return `${type} ${component === undefined ? "" : `${component}/`}${name}`;
}
