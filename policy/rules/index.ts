import { ACCESS_LIST_RULES } from "./access-lists";
import { COUNTRY_RULES } from "./countries";
import { CREDENTIAL_RULES } from "./credentials";
import { DESTINATION_RULES } from "./destinations";
import { ENDPOINT_RULES } from "./endpoints";
import { GATE_RULES } from "./gates";
import { ODDITY_RULES } from "./oddities";
import { REGISTRATION_RULES } from "./registrations";

/** All rules, in the order of the docs. */
export const RULES = [
  ...ACCESS_LIST_RULES,
  ...GATE_RULES,
  ...ENDPOINT_RULES,
  ...REGISTRATION_RULES,
  ...CREDENTIAL_RULES,
  ...COUNTRY_RULES,
  ...DESTINATION_RULES,
  ...ODDITY_RULES,
];
