import { defineEntity } from "../entity";
import { networkOf } from "../network";
import { oddNetwork } from "../oddities";

/** A range of IPv4 addresses of an access control list. */
export interface IpRangeOfList {
  /** The first address, without prefix length: "198.51.100.16". */
  ipAddress: string;
  /**
   * The length of the prefix in bits, 1 to 32: 32 is one address, 28 are 16 addresses.
   * @default 32
   */
  range?: number;
  /** What it is, for people. */
  description?: string;
}

/** The inputs of an access control list. */
export interface AccessControlListInputs {
  /** A label for people. */
  name: string;
  /**
   * Whether the list lets anybody in. A trunk whose only list is disabled takes no calls by IP address.
   * @default true
   */
  enabled?: boolean;
  /**
   * The ranges from which calls are let in, at least one. Outputs have them in this order; another order is a change
   * without a request. The list is this resource's alone: a range that somebody else added is drift, which a refresh
   * shows, and the next `up` removes. Where other stacks add ranges with `IpRange`,
   * set `ignoreChanges: ["ipRanges"]`.
   */
  ipRanges: IpRangeOfList[];
}

/** What only the API sets on an access control list. */
export type AccessControlListOutputs = object;

/**
 * An access control list: the addresses from which calls are let into the trunks that it is linked to. Ranges
 * that change are added and removed one by one, so that calls go on.
 */
export const accessControlList = defineEntity<AccessControlListInputs, AccessControlListOutputs>({
  name: "AccessControlList",
  title: "access control list",
  route: { form: "accessControlList" },
  idForm: "accessControlListId",
  inputs: (field) => ({
    name: field.text("Office"),
    enabled: field.defaulted(field.flag(true), true),
    ipRanges: field.listOf(
      {
        ipAddress: field.ipv4(),
        range: field.defaulted(field.prefixLength(), 32),
        description: field.optionalText("Head office"),
      },
      'must be a list of at least one range, such as [{ ipAddress: "198.51.100.16", range: 28 }]',
    ),
  }),
  outputs: [],
  readOnly: ["trunks"],
  replaceOn: [],
  deleteBeforeReplace: false,
  secrets: [],
  unordered: { ipRanges: networkOf },
  odd: {
    ipRanges: (ranges) =>
      ranges.flatMap(({ ipAddress, range }, index) =>
        oddNetwork(`ipRanges[${index}].`, { ipAddress, ...(range !== undefined && { range }) }),
      ),
  },
  advice: [
    {
      when: /cannot be deleted while attached/i,
      then:
        "A link that this stack does not manage holds it: unlink it from the trunk, or import the link as a " +
        "TrunkAccessControlList that refers to the list by its id output. The options deletedWith, retainOnDelete and " +
        "replaceWith can leave a link behind as well.",
    },
  ],
});
