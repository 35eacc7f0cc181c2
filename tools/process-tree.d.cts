/** Kills a process and its descendants. */
export function killTree(pid: number): void;
