import { defineEntity } from "../entity";

/** The inputs of a project. */
export interface ProjectInputs {
  /** The id of the project that is added to Elastic SIP Trunking. A change adds another one. */
  project: string;
}

/** What only the API sets on a project: nothing. */
export type ProjectOutputs = object;

/**
 * Adds a project to Elastic SIP Trunking. The API can neither read nor remove it: no drift is seen, nothing can be
 * imported, and deleting the resource leaves the project as it is.
 *
 * @drift
 * None is seen: the API has no call that tells which projects were added.
 */
export const project = defineEntity<ProjectInputs, ProjectOutputs>({
  name: "Project",
  title: "project",
  route: { form: "projectAddition" },
  idForm: "project",
  inputs: (field) => ({ project: field.id("6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921") }),
  outputs: [],
  replaceOn: ["project"],
  deleteBeforeReplace: false,
  secrets: [],
});
