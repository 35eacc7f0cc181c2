import * as sinch from "pulumi-sinch";

const trunk = new sinch.SipTrunk("support", { name: "Support", hostName: "acme-support" });

// The number is rented already: this resource neither rents nor releases it.
const hotline = new sinch.PhoneNumberAssignment("hotline", {
  phoneNumber: "+12025550101",
  sipTrunkId: trunk.id,
});

export const number = hotline.phoneNumber;
