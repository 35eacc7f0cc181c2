import { testOperations } from "./matrix";

testOperations((row) => /^(AccessControlList|IpRange|CredentialList) /.test(row));
