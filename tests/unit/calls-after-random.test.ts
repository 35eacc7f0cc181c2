import { afterPlan, verdictOf, worldOf } from "../../calls";
import type { JsonObject } from "../../provider/json";
import type { Change } from "../../stack/change";
import type { StackResource } from "../../stack/resource";
import { planned } from "../support/planned";
import { change, read, review } from "./calls-plan";
import { said } from "./calls-stack";
import { diceOf, randomCall, randomWorld, type Dice } from "./calls-world";

/** Changes to some resources of an account, and the account that results when somebody makes them by hand. */
function randomPlan(
  dice: Dice,
  account: readonly StackResource[],
): { changes: Change[]; byHand: StackResource[] } {
  const managed = account.filter(({ kind }) => kind !== "CountryPermissions" && dice.isLucky(0.7));
  const changes: Change[] = [];
  const byHand = account.flatMap((resource): StackResource[] => {
    const roll = managed.includes(resource) ? dice.below(10) : 10;
    if (roll < 2 && !["SipTrunk", "CountryPermission", "IpRange"].includes(resource.kind)) {
      changes.push(change("delete", resource));
      return [];
    }
    const [key, value] = otherValue(dice, resource);
    if (roll > 5 || key === undefined || value === undefined) {
      if (roll < 10) changes.push(change("same", resource));
      return [resource];
    }
    const news = { ...resource, properties: { ...resource.properties, [key]: value } };
    changes.push(change("update", news, { [key]: resource.properties[key] }));
    return [news];
  });
  const ofPlan = byHand.filter(({ urn }) => changes.some(({ resource }) => resource.urn === urn));
  const voice = ofPlan.find(({ kind }) => kind === "SipTrunk");
  const lists = ofPlan.filter(({ kind }) => kind === "AccessControlList");
  if (voice === undefined || !dice.isLucky(0.5)) return { changes, byHand };
  const made = [
    planned(
      "SipEndpoint",
      "made",
      { enabled: true, priority: 2, address: "192.0.2.1" },
      { refer: { sipTrunkId: voice } },
    ),
    ...lists
      .slice(0, 1)
      .map((accessControlListId) =>
        planned("TrunkAccessControlList", "made", {}, { refer: { sipTrunkId: voice, accessControlListId } }),
      ),
  ];
  changes.push(...made.map((one) => change("create", one)));
  return { changes, byHand: [...byHand, ...made] };
}

/** Another value of an input that changes in place. */
function otherValue(
  dice: Dice,
  { kind, properties }: StackResource,
): [key?: string, value?: JsonObject[string]] {
  const { enabled, sipTrunkId } = properties;
  if (kind === "AccessControlList" && dice.isLucky(0.5))
    return ["ipRanges", [{ ipAddress: "203.0.113.9", range: 32 }]];
  if (["AccessControlList", "SipEndpoint", "CountryPermission"].includes(kind))
    return ["enabled", enabled !== true];
  if (kind === "CallBlockingRule") return ["calleeMatch", dice.oneOf(["46", "44", "1"])];
  if (kind === "SipTrunk")
    return dice.oneOf([
      ["enableCallForward", properties.enableCallForward !== true],
      ["hostName", "moved"],
    ]);
  if (kind === "PhoneNumberAssignment") return ["sipTrunkId", sipTrunkId === "T0" ? "T1" : "T0"];
  return [];
}

test("a plan that is applied gives the verdicts of the account that results by hand", () => {
  let changed = 0;
  for (let seed = 0; seed < 400; seed++) {
    const dice = diceOf(seed);
    const account = randomWorld({ dice, hasUnknown: false })
      .filter(({ kind }) => kind !== "CountryPermissions")
      .map((resource) => ({ ...resource, id: resource.id ?? resource.name }));
    const { changes, byHand } = randomPlan(dice, account);
    const world = worldOf(afterPlan(read(account), review(changes)), { isWhole: true });
    const [before, expected] = [account, byHand].map((stack) => worldOf(stack, { isWhole: true }));
    if (before === undefined || expected === undefined) continue;
    for (let calls = 0; calls < 10; calls++) {
      const call = randomCall(dice, byHand);
      const verdict = said(verdictOf(call, expected, {}));
      expect([seed, said(verdictOf(call, world, {}))]).toEqual([seed, verdict]);
      if (said(verdictOf(call, before, {})) !== verdict) changed++;
    }
  }
  expect(changed).toBeGreaterThan(200);
});
