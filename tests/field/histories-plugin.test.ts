import { testHistories } from "./property";

testHistories("plugin");
