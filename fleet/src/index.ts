/** What a team's program imports. */
export { type CustomerRow, customerSchema, declareCustomer, passwordOf } from "./program/customer";
export type { Row } from "./model";
