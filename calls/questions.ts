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
  readonly answers: readonly [string, string];
}

/** Answers that a user has given, by the ids of questions. */
export type Answers = Readonly<Record<string, string>>;
