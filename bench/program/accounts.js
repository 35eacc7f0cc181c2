/** A trunk in each of so many accounts, each account with an explicit provider. */
const pulumi = require("@pulumi/pulumi");
const sinch = require("pulumi-sinch");

const config = new pulumi.Config("sinch");
const access = Object.fromEntries(
  ["keyId", "keySecret", "apiUrl", "authUrl", "numbersUrl"].map((key) => [key, config.require(key)]),
);

for (let index = 0; index < Number(process.env.BENCH_COUNT); index++) {
  const provider = new sinch.Provider(`account-${index}`, { ...access, projectId: `account-${index}` });
  const inputs = { name: `Trunk ${index}`, hostName: `bench-${index}` };
  new sinch.SipTrunk(`trunk-${index}`, inputs, { provider });
}
