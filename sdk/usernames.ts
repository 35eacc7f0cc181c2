import * as pulumi from "@pulumi/pulumi";

/** A username of a credential list, once the list has it. */
export function usernameOf(
  list: { readonly usernames: pulumi.Output<string[]> },
  username: string,
): pulumi.Output<string> {
  return list.usernames.apply((usernames) => {
    if (!usernames.includes(username)) {
      throw new pulumi.RunError(
        `the credential list has no username "${username}": it has ${usernames.join(", ")}`,
      );
    }
    return username;
  });
}
