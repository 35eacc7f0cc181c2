/** The program that all contenders run: so many trunks, with one class or another behind them. */
const first = Number(process.env.BENCH_FIRST ?? 0);
const count = Number(process.env.BENCH_COUNT);
const { SipTrunk } = require(process.env.BENCH_CLASS);

for (let index = first; index < first + count; index++) {
  new SipTrunk(`trunk-${index}`, {
    name: `Trunk ${index}${process.env.BENCH_SUFFIX ?? ""}`,
    hostName: `bench-${index}`,
  });
}
