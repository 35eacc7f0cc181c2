import * as sinch from "pulumi-sinch";

const subsidiary = new sinch.Project("subsidiary", {
  project: "6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921",
});

export const project = subsidiary.project;
