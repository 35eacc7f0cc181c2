import { wholeSeconds } from "./clock";

/** Whether an answer tells what was written just now or what was read from the store. */
export type Precision = "written" | "read";

interface Times {
  createTime: string;
  updateTime: string | null;
}

/** The times of an entity: with nanoseconds in the answer to a write, whole seconds in a read. */
export function timesOf({ createTime, updateTime }: Times, precision: Precision): Times {
  if (precision === "written") return { createTime, updateTime };
  return { createTime: wholeSeconds(createTime), updateTime: updateTime && wholeSeconds(updateTime) };
}
