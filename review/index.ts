export { comment } from "./comment";
export { passedLimits } from "./limits";
export { mermaid } from "./mermaid";
export { pictureOf } from "./picture";
export { reportJson, reportOf } from "./report";
export { svg } from "./svg";
