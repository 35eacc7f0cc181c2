using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var madrid = new Sinch.SipTrunk("madrid", new()
    {
        Name = "Madrid",
        HostName = "acme-madrid",
    });

    var madridOffice = new Sinch.AccessControlList("madrid-office", new()
    {
        Name = "Madrid office",
        IpRanges = new[]
        {
            new Sinch.Inputs.IpRangeOfListArgs
            {
                IpAddress = "198.51.100.64",
                Range = 29,
            },
        },
    });

    var madridLink = new Sinch.TrunkAccessControlList("madrid-link", new()
    {
        SipTrunkId = madrid.Id,
        AccessControlListId = madridOffice.Id,
    });

    return new Dictionary<string, object?>
    {
        ["linkId"] = madridLink.Id,
    };
});
