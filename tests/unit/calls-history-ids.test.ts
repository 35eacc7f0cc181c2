import { CallIds, REMEMBERED } from "../../calls/history/call-ids";

const bytes = Buffer.alloc(64);

function isNew(ids: CallIds, id: string): boolean {
  return ids.isNew(bytes, 0, bytes.write(id));
}

test("of a million ids that differ in their last or first letters none is taken for another one", () => {
  const ids = new CallIds();
  let taken = 0;
  for (let index = 0; index < 500_000; index += 1) {
    if (!isNew(ids, `01JZ6Q8V3M7T2C9XK4R5${index}`)) taken += 1;
    if (!isNew(ids, `${index}@sip.example.com`)) taken += 1;
  }
  expect(taken).toBe(0);
});

test("ids come again within what is remembered, however many came before; the oldest are forgotten", () => {
  const ids = new CallIds();
  const count = 2 * REMEMBERED + 10;
  for (let index = 0; index < count; index += 1) isNew(ids, `call-${index}`);
  expect(ids.hasForgotten).toBe(true);
  let missed = 0;
  for (let index = count - REMEMBERED; index < count; index += 1)
    missed += isNew(ids, `call-${index}`) ? 1 : 0;
  expect(missed).toBe(0);
  expect(isNew(ids, "call-0")).toBe(true);
});

test("ids of all lengths are told apart", () => {
  const ids = new CallIds();
  const texts = Array.from({ length: 40 }, (_, length) => "x".repeat(length));
  expect(texts.map((text) => isNew(ids, text))).toEqual(texts.map(() => true));
  expect(texts.map((text) => isNew(ids, text))).toEqual(texts.map(() => false));
});
