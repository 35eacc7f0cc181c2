import { testOperations } from "./matrix";

testOperations("trunks");
