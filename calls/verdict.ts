import type { StackResource } from "../stack/resource";
import type { Ask } from "./questions";

/** What decided a call. */
export type Reason =
  | "trunk"
  | "From domain"
  | "gate"
  | "rule"
  | "country"
  | "rate"
  | "endpoints"
  | "forwarding"
  | "forwarded leg"
  | "allowed";

/** How a call ends where every question has one answer. Equal outcomes have equal keys. */
export interface Outcome {
  readonly isLetThrough: boolean;
  /** The step that refused it; `endpoints` or `forwarding` where it rings; `allowed` where an outbound call passed all steps. */
  readonly reason: Reason;
  /** The SIP status that refuses it, where one is documented. */
  readonly status?: number;
  /** The resource that decided. */
  readonly resource?: StackResource;
  /** The trunk that it went by. */
  readonly trunk?: StackResource;
  /** Of an inbound call, the endpoints that ring: one group after the other, those of a group in turn. */
  readonly rings?: readonly (readonly StackResource[])[];
  /** The number to which it is forwarded. */
  readonly forwardedTo?: string;
  /** Of what the outcome consists, for a comparison: let through or refused, who rings. Not why. */
  readonly key: string;
}

/** What becomes of a call, under every answer that is open. */
export interface Verdict {
  /**
   * `depends` where answers to open questions lead to different outcomes; `not known` where these also, or only, come of
   * what is not known here.
   */
  readonly result: "let through" | "refused" | "depends" | "not known";
  /** All that may happen, the most probable first; one, unless it depends or is not known. */
  readonly outcomes: readonly [Outcome, ...Outcome[]];
  /** What would have to be known: only what makes a difference to this call. */
  readonly asks: readonly Ask[];
}

/** One step of the way of a call, for people. */
export interface Step {
  /** A clause in the field's words, such as `198.51.100.17 is in access control list "office"`. */
  readonly text: string;
  readonly result: "passes" | "refused" | "depends" | "not known";
  readonly status?: number;
  /** The resource that decided. */
  readonly resource?: StackResource;
}
