using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var paris = new Sinch.SipTrunk("paris", new()
    {
        Name = "Paris",
        HostName = "acme-paris",
    });

    var found = Sinch.GetSipTrunk.Invoke(new()
    {
        Id = paris.Id,
    });

    var endpoints = Sinch.GetSipEndpoints.Invoke(new()
    {
        SipTrunkId = paris.Id,
    });

    return new Dictionary<string, object?>
    {
        ["parisDomain"] = found.Apply(getSipTrunkResult => getSipTrunkResult.Domain),
        ["parisEndpoints"] = endpoints.Apply(getSipEndpointsResult => getSipEndpointsResult.SipEndpoints),
    };
});
