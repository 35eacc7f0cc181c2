using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var open = new Sinch.CountryPermissions("open", new()
    {
        Countries = new[]
        {
            "US",
            "CA",
            "GB",
        },
        Ignore = new[]
        {
            "SE",
        },
    });

    return new Dictionary<string, object?>
    {
        ["openBefore"] = open.EnabledBefore,
    };
});
