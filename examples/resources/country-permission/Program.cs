using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var sweden = new Sinch.CountryPermission("sweden", new()
    {
        IsoCode = "SE",
        Enabled = true,
    });

    return new Dictionary<string, object?>
    {
        ["dialingCodes"] = sweden.CountryDialingCodes,
    };
});
