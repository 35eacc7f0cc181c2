import { defineEntity } from "../entity";

/** The inputs of the link between a trunk and an access control list. */
export interface TrunkAccessControlListInputs {
  /** The id of the trunk. A change replaces the link. */
  sipTrunkId: string;
  /** The id of the access control list. A change replaces the link. */
  accessControlListId: string;
}

/** What only the API sets on the link: nothing. */
export type TrunkAccessControlListOutputs = object;

/** Links an access control list to a trunk: calls from its addresses are let in. */
export const trunkAccessControlList = defineEntity<
  TrunkAccessControlListInputs,
  TrunkAccessControlListOutputs
>({
  name: "TrunkAccessControlList",
  title: "link of an access control list to a trunk",
  route: {
    form: "link",
    parent: { path: "/trunks", input: "sipTrunkId" },
    path: "/accessControlLists",
    input: "accessControlListId",
    idsKey: "accessControlListIds",
    objectsKey: "accessControlLists",
  },
  idForm: "sipTrunkId/accessControlListId",
  inputs: (field) => ({ sipTrunkId: field.id("trunk.id"), accessControlListId: field.id("list.id") }),
  outputs: [],
  replaceOn: ["sipTrunkId", "accessControlListId"],
  deleteBeforeReplace: false,
  secrets: [],
});
