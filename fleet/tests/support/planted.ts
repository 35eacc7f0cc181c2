/** Secrets that a team of the tests has everywhere, and that are then looked for. */
export const PLANTED = {
  keySecret: "planted-key-secret-3b9f1c",
  passphrase: "planted-passphrase-77ad20",
  databasePassword: "planted-database-password-c41e",
  passwordKey: "planted-password-key-of-32-or-more-9d2c",
  /** In the text of the program. */
  program: "planted-in-program-5e8a44",
  /** In a cell of a row, and in what the program throws for it. */
  cell: "planted-in-a-cell-1f60b7",
} as const;
