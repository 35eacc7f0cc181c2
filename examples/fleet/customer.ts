/** What each customer of the fleet has: a row of the table goes in, resources come out. */
import { customerSchema, declareCustomer } from "pulumi-sinch-fleet";

/** The columns of a ready-made customer; `plan` checks each row with it and names the line of what is wrong. */
export const schema = customerSchema;

/** A trunk, its gate, its endpoints and its numbers. */
export const customer = declareCustomer;
