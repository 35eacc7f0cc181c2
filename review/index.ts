export { comment } from "./comment";
export { mermaid } from "./mermaid";
export { pictureOf } from "./picture";
export { reportJson, reportOf } from "./report";
export { svg } from "./svg";
