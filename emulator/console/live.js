import { control } from "./api.js";
import { about, take } from "./store.js";

/** While a number is being bound, nothing says when that ends. */
const JOB_MS = 1000;

let isAsking = false;
let isAskedAgain = false;
let wanted = "";
let tell = () => {};
let fail = () => {};

/**
 * Follows the emulator: asks for what has changed whenever it says that something has, and rests while nothing does.
 *
 * @param {{ changed: (news?: object) => void, failed: (problem?: string) => void }} listeners
 */
export function follow({ changed, failed }) {
  tell = changed;
  fail = failed;
  let events;
  const listen = () => {
    events?.close();
    events = undefined;
    // A browser has but six connections to a host, so a page that nobody sees keeps none.
    if (document.hidden) return;
    events = new EventSource("/__emulator/events");
    events.onmessage = () => refresh();
    events.onerror = () => fail("The emulator does not answer; this page goes on when it does.");
  };
  document.addEventListener("visibilitychange", listen);
  listen();
}

/** Shows another project. */
export function choose(projectId) {
  wanted = projectId;
  about.seen = "";
  return refresh();
}

/** Asks for what has changed; what is asked for meanwhile is asked for once more. */
export async function refresh() {
  isAskedAgain = true;
  if (isAsking) return;
  isAsking = true;
  try {
    while (isAskedAgain) {
      isAskedAgain = false;
      await ask();
    }
    fail("");
  } catch (error) {
    fail(`The emulator does not answer: ${error.message}`);
  } finally {
    isAsking = false;
  }
}

async function ask() {
  const { seen } = about;
  const last = seen === "" ? 0 : (about.requests.at(-1)?.number ?? 0);
  const query = new URLSearchParams({ project: wanted || about.projectId, seen, log: last + 1 });
  const answer = await control(`changes?${query}`);
  if (answer.isWhole && seen !== "") {
    // Another emulator, or one that has begun anew: its requests are counted from 1 again.
    about.seen = "";
    return ask();
  }
  tell(take(answer));
  if (answer.hasJobs) setTimeout(refresh, JOB_MS);
  return undefined;
}
