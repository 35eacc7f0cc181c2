using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var shared = new Sinch.AccessControlList("shared", new()
    {
        Name = "Shared",
        IpRanges = new[]
        {
            new Sinch.Inputs.IpRangeOfListArgs
            {
                IpAddress = "192.0.2.0",
                Range = 26,
                Description = "Data center",
            },
        },
    }, new CustomResourceOptions
    {
        IgnoreChanges =
        {
            "ipRanges",
        },
    });

    var lyon = new Sinch.IpRange("lyon", new()
    {
        AccessControlListId = shared.Id,
        IpAddress = "203.0.113.32",
        Range = 27,
        Description = "Lyon",
    });

    return new Dictionary<string, object?>
    {
        ["ipRangeId"] = lyon.IpRangeId,
    };
});
