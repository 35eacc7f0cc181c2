using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var offices = new Sinch.AccessControlList("offices", new()
    {
        Name = "Offices",
        IpRanges = new[]
        {
            new Sinch.Inputs.IpRangeOfListArgs
            {
                IpAddress = "198.51.100.16",
                Range = 28,
                Description = "Head office",
            },
            new Sinch.Inputs.IpRangeOfListArgs
            {
                IpAddress = "203.0.113.7",
                Description = "Warehouse",
            },
        },
    });

    return new Dictionary<string, object?>
    {
        ["accessControlListId"] = offices.Id,
    };
});
