export { readBaseline } from "./baseline";
export { comment } from "./comment";
export { driftOf, type Drift, type Stray } from "./drift";
export { driftJunit, driftText } from "./drift-text";
export { passedLimits } from "./limits";
export { mermaid } from "./mermaid";
export { pictureOf } from "./picture";
export { reportJson, reportOf, type Report } from "./report";
export { svg } from "./svg";
