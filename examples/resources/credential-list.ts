import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

// pulumi config set --secret branchSecret
const config = new pulumi.Config();

const branches = new sinch.CredentialList("branches", {
  name: "Branches",
  credentials: [{ username: "branch01", password: config.requireSecret("branchSecret") }],
});

export const usernames = branches.usernames;
