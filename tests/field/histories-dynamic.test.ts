import { testHistories } from "./property";

testHistories("dynamic");
