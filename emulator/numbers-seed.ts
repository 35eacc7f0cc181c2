import { newActiveNumber } from "./active-numbers";
import type { AvailableNumber } from "./entities";
import type { SeedNumber } from "./options";
import type { ProjectState } from "./project";

/** Area codes for the tens of projects that one emulator may have. */
const AREA_CODES = ["202", "303", "404", "505", "606", "707", "808", "909"];

/**
 * The numbers that a project starts with: of the first project the active +12025550101, +12025550102,
 * +12025550103 and +447700900001, and the available +12025550108, +12025550109 and +447700900009; of the second
 * +12025550111 and so on. All are in ranges kept for fiction.
 */
export function seedNumbers(index: number, more: readonly SeedNumber[]): Partial<ProjectState> {
  const seeds = [...[1, 2, 3].map((digit) => american(index, digit)), british(index, 1), ...more];
  return {
    activeNumbers: seeds.map(newActiveNumber),
    availableNumbers: [american(index, 8), american(index, 9), british(index, 9)],
  };
}

function american(index: number, digit: number): AvailableNumber {
  const areaCode = AREA_CODES[Math.floor(index / 10) % AREA_CODES.length] ?? "";
  return { phoneNumber: `+1${areaCode}55501${index % 10}${digit}`, regionCode: "US", type: "LOCAL" };
}

function british(index: number, digit: number): AvailableNumber {
  const number = String(index * 10 + digit)
    .padStart(3, "0")
    .slice(-3);
  return { phoneNumber: `+447700900${number}`, regionCode: "GB", type: "MOBILE" };
}
