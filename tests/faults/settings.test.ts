import { testOperations } from "./matrix";

testOperations((row) =>
  /^(CallBlockingRule|CountryPermission|PhoneNumberAssignment|Project) |^get/.test(row),
);
