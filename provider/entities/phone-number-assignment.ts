import { defineEntity } from "../entity";
import { oddNumber } from "../oddities";

/** The inputs of a phone number assignment. */
export interface PhoneNumberAssignmentInputs {
  /** An active number of the project in E.164 form, such as "+12025550147". A change replaces the resource. */
  phoneNumber: string;
  /** The id of the trunk that takes the number's calls. A change is made in place. */
  sipTrunkId: string;
  /**
   * Whether a number that is bound to something else may be taken away from there when the resource is created.
   * @default false
   */
  takeOver?: boolean;
}

/** What only the API sets on a phone number assignment: nothing. */
export type PhoneNumberAssignmentOutputs = object;

/**
 * Binds an active phone number to a trunk, through the Numbers API, and waits up to 5 minutes until it is done. It
 * never rents or releases a number. Deleting the resource unbinds the number, unless it is bound elsewhere by then.
 *
 * @drift
 * The trunk is compared: a number that was unbound or moved by hand is shown. A refresh keeps `takeOver`, which is no
 * part of the API.
 */
export const phoneNumberAssignment = defineEntity<PhoneNumberAssignmentInputs, PhoneNumberAssignmentOutputs>({
  name: "PhoneNumberAssignment",
  title: "phone number assignment",
  route: { form: "numberBinding" },
  idForm: "phoneNumber",
  inputs: (field) => ({
    phoneNumber: field.e164(),
    sipTrunkId: field.id("trunk.id"),
    takeOver: field.defaulted(field.flag(true), false),
  }),
  outputs: [],
  replaceOn: ["phoneNumber"],
  // The trunk is about to be deleted and made again, and the API refuses that while a number is bound to it.
  replaces: (_olds, _news, { isUnknown, isDependent }) =>
    isDependent && isUnknown("sipTrunkId") ? ["sipTrunkId"] : [],
  odd: { phoneNumber: (number) => oddNumber("phoneNumber", number) },
  deleteBeforeReplace: false,
  secrets: [],
});
