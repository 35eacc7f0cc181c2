/** A trunk in each of so many accounts: of explicit providers, or of accounts by name where there are such. */
const pulumi = require("@pulumi/pulumi");
const sinch = require("pulumi-sinch");

const config = new pulumi.Config("sinch");
const access = Object.fromEntries(
  ["keyId", "keySecret", "apiUrl", "authUrl", "numbersUrl"].map((key) => [key, config.require(key)]),
);

for (let index = 0; index < Number(process.env.BENCH_COUNT); index++) {
  const account = `account-${index}`;
  const inputs = { name: `Trunk ${index}`, hostName: `bench-${index}` };
  if (process.env.SINCH_ACCOUNTS) {
    new sinch.SipTrunk(`trunk-${index}`, { account, ...inputs });
  } else {
    const provider = new sinch.Provider(account, { ...access, projectId: account });
    new sinch.SipTrunk(`trunk-${index}`, inputs, { provider });
  }
}
