import { testOperations } from "./matrix";

testOperations("lists");
