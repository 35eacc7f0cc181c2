import { isatty } from "node:tty";
import checkbox from "@inquirer/checkbox";
import type { Adopted, Selection } from "../account/adoption";
import { heldName } from "../stack/held";
import { groupedBy } from "../account/families";

/** Whether there is somebody to ask. */
export function isTerminal(): boolean {
  return isatty(0) && isatty(1);
}

/** Asks which kinds and which trunks of all that could be adopted; everything is chosen to begin with. */
export async function askWhatToAdopt(adopted: readonly Adopted[]): Promise<Selection> {
  const counts = groupedBy(adopted, ({ held }) => held.entity.name);
  const kinds = await checkbox({
    message: "Which kinds of resources?",
    choices: [...counts].map(([kind, { length }]) => ({
      value: kind,
      name: `${kind} (${length})`,
      checked: true,
    })),
    required: true,
  });
  const trunks = counts.get("SipTrunk") ?? [];
  if (!kinds.includes("SipTrunk") || trunks.length < 2) return { kinds };
  const trunkIds = await checkbox({
    message: "Which trunks, with what lives under them?",
    choices: trunks.map(({ held }) => ({ value: held.id, name: heldName(held) || held.id, checked: true })),
    pageSize: 15,
  });
  return { kinds, trunkIds };
}
