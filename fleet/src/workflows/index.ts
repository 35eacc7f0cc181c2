/** All workflows, as they are bundled: nothing of Pulumi's is imported here. */
export { drift } from "./drift";
export { rollOut } from "./roll-out";
export { shard } from "./shard";
export { single as adopt, single as move, single as retire } from "./single";
