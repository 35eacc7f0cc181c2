import type { JsonObject } from "../../provider/json";
import type { WorldIds } from "../entities/sample";
import { WORLD_USERNAMES } from "../entities/values";
import type { Account } from "./account";

/** Makes the entities that others refer to. */
export async function makeWorld(account: Account): Promise<WorldIds> {
  const make = async (name: string, inputs: JsonObject) => {
    const entity = account.lifecycle(name);
    return (await entity.create(entity.check({}, inputs).inputs)).id;
  };
  return {
    sipTrunkId: await make("SipTrunk", { name: "World", hostName: "world" }),
    accessControlListId: await make("AccessControlList", {
      name: "World",
      ipRanges: [{ ipAddress: "192.0.2.255" }],
    }),
    credentialListId: await make("CredentialList", {
      name: "World",
      credentials: WORLD_USERNAMES.map((username) => ({ username, password: "Tr0ub4dor-and-3" })),
    }),
  };
}
