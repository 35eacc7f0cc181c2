import pulumi
import pulumi_sinch as sinch

support = sinch.SipTrunk("support",
    name="Support",
    host_name="acme-support")
hotline = sinch.PhoneNumberAssignment("hotline",
    phone_number="+12025550101",
    sip_trunk_id=support.id)
pulumi.export("number", hotline.phone_number)
