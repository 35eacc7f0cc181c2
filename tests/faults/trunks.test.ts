import { testOperations } from "./matrix";

testOperations((row) => /^(SipTrunk|SipEndpoint|Trunk\w+) /.test(row));
