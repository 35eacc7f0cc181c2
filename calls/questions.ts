/** Something that nobody has documented about how Sinch decides a call, and that a user may settle. */
export interface Question {
  /** Its name in flags and files: small letters and hyphens. */
  readonly id: string;
  /** What is asked. */
  readonly text: string;
  /** What the answers are called; the first is the more probable one. */
  readonly answers: readonly [string, string];
  /** What is known of it, and from where. */
  readonly evidence: string;
}

/** What a verdict had to ask: an open question, or a fact that is not known here. */
export interface Ask {
  /** A question's id, or a name of the fact such as `country SE`. */
  readonly id: string;
  readonly kind: "question" | "fact";
  /** For people: `whether a disabled list closes the gate`, `whether Sweden (SE) is open`. */
  readonly text: string;
  readonly answers: readonly [string, string, ...string[]];
}

/** Answers that a user has given, by the ids of questions. */
export type Answers = Readonly<Record<string, string>>;

/** All that is open. A question's answers are clauses about what its text asks. */
export const QUESTIONS: readonly Question[] = [
  {
    id: "no-gate",
    text: "whether a trunk without any list lets in calls from an address that no static endpoint has",
    answers: ["refused", "let in"],
    evidence: "not documented; guides treat such a trunk as one through which nothing can call out",
  },
  {
    id: "endpoint-address",
    text: "whether a trunk without any list lets in calls from the address of a static endpoint",
    answers: ["let in", "refused"],
    evidence:
      "the API's description says that calls are accepted from that address, and the carrier's test plan counts such a call as allowed; guides of other vendors ask for a list all the same",
  },
  {
    id: "endpoint-beside-list",
    text: "whether a static endpoint's address is let in that none of the linked access control lists has",
    answers: ["let in", "refused"],
    evidence:
      "the carrier's test plan refuses an address that is neither in a list nor a static endpoint's; nothing says what a linked list changes",
  },
  {
    id: "endpoint-beside-credentials",
    text: "whether a static endpoint's address is let in without a right username where a credential list is linked",
    answers: ["refused", "let in"],
    evidence:
      "every INVITE is challenged where a credential list is linked, by the description of that list; nothing says whether an endpoint's address is spared",
  },
  {
    id: "disabled-endpoint",
    text: "whether the address of a disabled static endpoint counts as an enabled one's",
    answers: ["counts for nothing", "counts"],
    evidence: "not documented; disabled is said of calls to the endpoint only",
  },
  {
    id: "host-name-endpoint",
    text: "whether a static endpoint whose address is a host name lets in what that name leads to",
    answers: ["counts for nothing", "counts"],
    evidence: "not documented; guides of PBX vendors link a list where the endpoint has a host name",
  },
  {
    id: "disabled-list",
    text: "whether a trunk whose only access control lists are disabled is closed to all addresses",
    answers: ["closed", "as without a list"],
    evidence: "that its addresses count for nothing is documented; whether it still closes the gate is not",
  },
  {
    id: "rule-without-match",
    text: "whether a blocking rule without country and digits blocks every call of its direction",
    answers: ["blocks every call", "blocks none"],
    evidence: "both fields are documented as optional; what is left out is taken for any",
  },
  {
    id: "plus-in-rule",
    text: "whether the + at the start of a blocking rule's digits is skipped",
    answers: ["skipped", "matches nothing"],
    evidence: "samples have bare digits; whether numbers are compared with or without + is not documented",
  },
  {
    id: "no-country",
    text: "whether calls go out to what is of no country, such as +881, more than 15 digits or no number",
    answers: ["refused", "let through"],
    evidence: "permissions are documented for countries alone",
  },
  {
    id: "rate-counts",
    text: "whether the calls per second of a trunk count call starts or INVITEs",
    answers: ["call starts", "INVITEs"],
    evidence:
      "documented is a number of calls; a call that answers a challenge is two INVITEs in the SIP programs tried",
  },
  {
    id: "forwarded-leg",
    text: "whether the second leg of a forwarded call is held against blocking rules and countries",
    answers: ["checked", "not checked"],
    evidence:
      "documented is that it is a call record and a charge of its own, as an outbound call's; checks on it are not mentioned",
  },
];
