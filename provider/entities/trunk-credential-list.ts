import { defineEntity } from "../entity";

/** The inputs of the link between a trunk and a credential list. */
export interface TrunkCredentialListInputs {
  /** The id of the trunk. A change replaces the link. */
  sipTrunkId: string;
  /** The id of the credential list. A change replaces the link. */
  credentialListId: string;
}

/** What only the API sets on the link: nothing. */
export type TrunkCredentialListOutputs = object;

/** Links a credential list to a trunk: callers who know a username and password of it are let in. */
export const trunkCredentialList = defineEntity<TrunkCredentialListInputs, TrunkCredentialListOutputs>({
  name: "TrunkCredentialList",
  title: "link of a credential list to a trunk",
  route: {
    form: "link",
    parent: { path: "/trunks", input: "sipTrunkId" },
    path: "/credentialLists",
    input: "credentialListId",
    idsKey: "credentialListIds",
    objectsKey: "credentialLists",
  },
  idForm: "sipTrunkId/credentialListId",
  inputs: (field) => ({ sipTrunkId: field.id("trunk.id"), credentialListId: field.id("list.id") }),
  outputs: [],
  replaceOn: ["sipTrunkId", "credentialListId"],
  deleteBeforeReplace: false,
  secrets: [],
});
