import { randomBytes } from "node:crypto";
import type { Clock } from "./clock";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/** A source of ULIDs that sort in the order in which they were made, also within one millisecond. */
export function ulidSource(clock: Clock): () => string {
  let lastTime = -1;
  let digits: number[] = [];
  return () => {
    const now = clock.now();
    if (now > lastTime) {
      lastTime = now;
      // The first digit starts low, so that counting up does not overflow.
      digits = Array.from(randomBytes(RANDOM_DIGITS), (byte, index) => byte % (index === 0 ? 16 : 32));
    } else {
      digits = next(digits);
    }
    return encodeTime(lastTime) + digits.map((digit) => ALPHABET.charAt(digit)).join("");
  };
}

function next(digits: readonly number[]): number[] {
  const last = digits.findLastIndex((digit) => digit < 31);
  return digits.map((digit, index) => (index < last ? digit : index === last ? digit + 1 : 0));
}

function encodeTime(time: number): string {
  let text = "";
  for (let rest = time; text.length < TIME_DIGITS; rest = Math.floor(rest / 32)) {
    text = ALPHABET.charAt(rest % 32) + text;
  }
  return text;
}
