/** The customers of the measurement: a trunk, a static endpoint, an access control list with its link, and a number each. */

/** What each customer has in the account. */
export const RESOURCES = 5;

/** The lines of the table. */
export function rowsOf(customers) {
  return Array.from({ length: customers }, (_, index) => {
    const number = index + 1;
    const host = `bench-${number}`;
    // Addresses that are kept for documents; past 500 customers some have the same.
    const address = `${index % 500 < 250 ? "198.51.100" : "203.0.113"}.${(index % 250) + 1}/32`;
    return `${host},Customer ${number},${host},sbc.customer-${number}.example.com,${address},,${numberOf(number)}`;
  });
}

/** A number that the emulator rents to the project. */
export function numberOf(number) {
  return `+1303${5_551_000 + number}`;
}
