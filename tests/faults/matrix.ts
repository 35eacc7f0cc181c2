import { courseOf, runCell, type Cell } from "./cell";
import { FAULTS, declared } from "./faults";
import { OPERATIONS, type Operation } from "./operations";
import { figuresOf, keepFigures, line, pageLines } from "./page";
import { World } from "./world";

const TIMEOUT_MS = 600_000;

/** Parts that take about as long, each in a test file of its own; `others` is what is in none of them. */
const PARTS = {
  trunks: /^(SipTrunk|SipEndpoint|Trunk\w+) /,
  lists: /^(AccessControlList|IpRange|CredentialList) /,
};

/** The tests of a part of the operations: every fault at every request. */
export function testOperations(part: keyof typeof PARTS | "others"): void {
  const wanted = OPERATIONS.map((operation, position) => ({ operation, position, row: operation.row }));
  const isWanted = (row: string): boolean =>
    part === "others" ? !Object.values(PARTS).some((rows) => rows.test(row)) : PARTS[part].test(row);
  const runs = wanted
    .filter(({ row }) => isWanted(row))
    .map((one) => ({ ...one, cells: oncePromise(() => cellsOf(one.operation)) }));

  test.concurrent.each(runs)(
    "$row holds under every fault at each of its requests",
    async ({ row, position, cells: run }) => {
      const cells = await run();
      keepFigures(position, figuresOf(row, cells));
      const broken = cells.flatMap(({ request, fault, broken: words }) =>
        words.map((what) => `${request}, ${fault.name}: ${what}`),
      );
      expect(broken).toEqual([]);
      expect(cells.length).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );

  test.each(runs)(
    "docs/reliability-figures.md shows the figures of $row; `npm run docs:reliability` renews them",
    async ({ row, cells }) => {
      expect(pageLines("reliability-figures")).toContain(line(figuresOf(row, await cells())));
    },
    TIMEOUT_MS,
  );
}

/** Runs an operation with every fault at each of its requests, each time in a project as it was at first. */
async function cellsOf(operation: Operation): Promise<Cell[]> {
  const world = new World();
  await world.start();
  try {
    let task = await operation.prepare(world);
    const course = await courseOf(world, task);
    const changesSomething = course.holdings[0] !== course.holdings.at(-1);
    const mustChange = operation.kind !== "read" && operation.kind !== "list";
    if (changesSomething !== mustChange) throw new Error(`${operation.row} does not do what it should`);
    const cells: Cell[] = [];
    for (const { index, fault } of strikes(operation, course.requests)) {
      if (changesSomething) {
        world.emulator.reset();
        task = await operation.prepare(world);
      }
      cells.push(await runCell(world, operation, { task, course, index, fault }));
    }
    return cells;
  } finally {
    await world.stop();
  }
}

/** Each fault at each request; those for a token at the first. What cannot be is left out, as `declared` says. */
function strikes(operation: Operation, requests: readonly { readonly method: string }[]) {
  return requests.flatMap(({ method }, index) =>
    FAULTS.filter(({ target }) => target !== "token" || index === 0)
      .filter((fault) => typeof declared(operation, method, fault) === "string")
      .map((fault) => ({ index, fault })),
  );
}

function oncePromise<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let promise: Promise<Result> | undefined;
  return () => (promise ??= work());
}
