import * as pulumi from "@pulumi/pulumi";

/** What a credential list can be asked besides its outputs. */
export interface Usernames {
  /**
   * The username, for `credentialUsername` of a registered endpoint: it waits for the list, and stays with its own
   * credential whatever the order of the list. It is no secret.
   *
   * @throws when the list has no such username
   */
  username(username: string): pulumi.Output<string>;
}

/** The methods of the class of credential lists. */
export const usernames: Usernames & ThisType<{ readonly usernames: pulumi.Output<string[]> }> = {
  username(username) {
    return this.usernames.apply((all) => {
      if (!all.includes(username)) {
        throw new pulumi.RunError(
          `the credential list has no username "${username}": it has ${all.join(", ")}`,
        );
      }
      return username;
    });
  },
};
