import { defineEntity } from "../entity";
import { networkOf } from "../network";
import { oddNetwork } from "../oddities";
import type { IpRangeOfList } from "./access-control-list";

/** The inputs of one range of an access control list. */
export interface IpRangeInputs extends IpRangeOfList {
  /** The id of the list that it belongs to. Another list replaces the range. */
  accessControlListId: string;
}

/** What only the API sets on a range. */
export interface IpRangeOutputs {
  /** The range's own id, which is the second part of the resource's id. */
  ipRangeId: string;
}

/**
 * One range of an access control list that no program manages, or whose owner sets
 * `ignoreChanges: ["ipRanges"]`. Otherwise use `ipRanges` of the list itself: its owner removes ranges that it
 * does not know.
 */
export const ipRange = defineEntity<IpRangeInputs, IpRangeOutputs>({
  name: "IpRange",
  title: "IP range",
  route: {
    form: "collection",
    path: "/ipRanges",
    listKey: "ipRanges",
    readBy: "list",
    parent: { path: "/accessControlLists", input: "accessControlListId" },
    ownIdAs: "ipRangeId",
  },
  idForm: "accessControlListId/ipRangeId",
  inputs: (field) => ({
    accessControlListId: field.id("list.id"),
    ipAddress: field.ipv4(),
    range: field.defaulted(field.prefixLength(), 32),
    description: field.optionalText("Branch office"),
  }),
  outputs: ["ipRangeId"],
  replaceOn: ["accessControlListId"],
  deleteBeforeReplace: false,
  secrets: [],
  meaning: networkOf,
  odd: {
    ipAddress: (ipAddress, { range }) => oddNetwork("", { ipAddress, ...(range !== undefined && { range }) }),
  },
  advice: [
    {
      when: /must con/i,
      then: "The API keeps the last range of a list: delete the list itself, or add another range first.",
    },
  ],
});
