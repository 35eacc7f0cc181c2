/** Tells whoever listens that something may have changed. */
export interface Pulse {
  /** Something may have changed. */
  beat: () => void;
  /** Calls the listener after changes until the returned function is called. */
  listen: (listener: () => void) => () => void;
}

/** After it was told, a listener has rest for so long: a deployment makes hundreds of changes a second. */
const REST_MS = 300;

/** A pulse that nobody listens to yet. */
export function createPulse(): Pulse {
  const listeners = new Set<() => void>();
  let isResting = false;
  let hasMissed = false;
  const tell = (): void => {
    hasMissed = false;
    isResting = listeners.size > 0;
    for (const listener of listeners) listener();
    if (!isResting) return;
    setTimeout(() => {
      isResting = false;
      if (hasMissed) tell();
    }, REST_MS).unref();
  };
  return {
    beat() {
      if (isResting) hasMissed = true;
      else tell();
    },
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
