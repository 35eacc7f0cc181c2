import { Pacer } from "../../provider/api/pacing";
import { VirtualClock } from "../support/virtual-clock";

const LATENCY_MS = 20;

/** A server that allows a burst and then so many requests a second, and answers 429 to the rest. */
function limitedServer(clock: VirtualClock, { burst, perS }: { burst: number; perS: number }) {
  let tokens = burst;
  let filledMs = clock.now();
  return () => {
    tokens = Math.min(burst, tokens + ((clock.now() - filledMs) / 1000) * perS);
    filledMs = clock.now();
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  };
}

async function run(requests: number, callers: number, limit: { burst: number; perS: number }) {
  const clock = new VirtualClock();
  const pacer = new Pacer(clock);
  const accepts = limitedServer(clock, limit);
  const beganMs = clock.now();
  let left = requests;
  let refused = 0;
  const caller = async () => {
    while (left > 0) {
      left--;
      for (;;) {
        const turn = await pacer.turn();
        if (turn === undefined) throw new Error("it was given up");
        await clock.sleep(LATENCY_MS);
        if (accepts()) {
          turn.passed();
          break;
        }
        refused++;
        turn.limited(500);
      }
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { refused, tookS: (clock.now() - beganMs) / 1000 };
}

test.each([
  { callers: 8, perS: 10 },
  { callers: 64, perS: 10 },
  { callers: 16, perS: 40 },
])(
  "1,000 requests of $callers callers under $perS a second and a burst of 30 take the limit's own time",
  async ({ callers, perS }) => {
    const { refused, tookS } = await run(1000, callers, { burst: 30, perS });
    const leastS = (1000 - 30) / perS;
    expect(tookS).toBeLessThan(leastS * 1.1);
    expect(refused).toBeLessThan(20);
  },
);

test.each([8, 64])("without a limit %d callers soon send all at once", async (callers) => {
  const { tookS, refused } = await run(3000, callers, { burst: 1e9, perS: 1e9 });
  expect(refused).toBe(0);
  expect(tookS).toBeLessThan((3000 / callers + 12) * (LATENCY_MS / 1000));
});
