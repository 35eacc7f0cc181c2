import { asObject, requiredTexts } from "./json";
import { ok, type Answer, type Call } from "./operation";
import { putProject } from "./store";

/** POST /addProjects: those that are known already are left out of the answer. */
export function addEstProjects({ body, project, store }: Call): Answer {
  const projectIds = requiredTexts(asObject(body), "projectIds");
  const addedProjects = [...new Set(projectIds)].filter((id) => !store.projects.has(id));
  for (const id of addedProjects) {
    putProject(store, id, {});
    project.addedProjects.add(id);
  }
  return ok({ addedProjects });
}
