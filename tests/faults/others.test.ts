import { testOperations } from "./matrix";

testOperations("others");
