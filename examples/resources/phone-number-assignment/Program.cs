using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var support = new Sinch.SipTrunk("support", new()
    {
        Name = "Support",
        HostName = "acme-support",
    });

    var hotline = new Sinch.PhoneNumberAssignment("hotline", new()
    {
        PhoneNumber = "+12025550101",
        SipTrunkId = support.Id,
    });

    return new Dictionary<string, object?>
    {
        ["number"] = hotline.PhoneNumber,
    };
});
