import type { Route } from "../entity";
import { accessControlList } from "./access-control-list";
import { collection } from "./collection";
import { credentialList } from "./credential-list";
import { link } from "./link";
import { numberBinding } from "./number-binding";
import type { Operations } from "./operations";
import { projectAddition } from "./project-addition";
import { setting } from "./setting";
import { settingSet } from "./setting-set";

/** The requests behind a route. */
export function operationsOf(route: Route): Operations {
  switch (route.form) {
    case "collection":
      return collection(route);
    case "link":
      return link(route);
    case "setting":
      return setting(route);
    case "settingSet":
      return settingSet(route);
    case "accessControlList":
      return accessControlList();
    case "credentialList":
      return credentialList();
    case "numberBinding":
      return numberBinding();
    case "projectAddition":
      return projectAddition();
  }
}
