import fc from "fast-check";
import { parse, parseCIDR } from "ipaddr.js";
import { isIn, numberOfAddress, rangesOf } from "../../calls/ranges";

const octet = fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 127, 128, 254, 255));
/** Few first octets, so that addresses are in ranges now and then. */
const address = fc
  .tuple(fc.constantFrom(0, 10, 198, 255), fc.constantFrom(0, 51), octet, octet)
  .map((octets) => octets.join("."));
const range = fc.record({ ipAddress: address, range: fc.integer({ min: 8, max: 32 }) });

test("an address is in the ranges of a list where another library finds it in one of them", () => {
  fc.assert(
    fc.property(
      fc.array(range, { maxLength: 30 }),
      fc.array(address, { minLength: 1 }),
      (ranges, addresses) => {
        const index = rangesOf(ranges);
        const edges = ranges.map(({ ipAddress }) => ipAddress);
        for (const one of [...addresses, ...edges]) {
          const expected = ranges.some(({ ipAddress, range: length }) =>
            parse(one).match(parseCIDR(`${ipAddress}/${length}`)),
          );
          expect([one, isIn(index, numberOfAddress(one))]).toEqual([one, expected]);
        }
      },
    ),
    { seed: 1, numRuns: 300 },
  );
});

test.each([
  ["0.0.0.0", 0],
  ["198.51.100.17", 3325256721],
  ["255.255.255.255", 4294967295],
  ["::FFFF:198.51.100.17", 3325256721],
  ["198.51.100", -1],
  ["198.51.100.256", -1],
  ["198.51.100.1.2", -1],
  ["198.51.100.0017", -1],
  ["198.51.100.17:5060", -1],
  ["2001:db8::1", -1],
  ["", -1],
])("%s is %d as a number of 32 bits", (text, number) => {
  expect(numberOfAddress(text)).toBe(number);
});

test("a range without a length is one address, and what is no range lets nobody in", () => {
  const index = rangesOf([
    { ipAddress: "198.51.100.17" },
    { ipAddress: "x", range: 8 },
    { ipAddress: "10.0.0.0", range: 33 },
  ]);
  expect([...index]).toEqual([3325256721, 3325256721]);
});
