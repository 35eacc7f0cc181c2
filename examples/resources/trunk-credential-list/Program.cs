using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var dialerSecret = config.RequireSecret("dialerSecret");
    var oslo = new Sinch.SipTrunk("oslo", new()
    {
        Name = "Oslo",
        HostName = "acme-oslo",
    });

    var osloDialers = new Sinch.CredentialList("oslo-dialers", new()
    {
        Name = "Oslo dialers",
        Credentials = new[]
        {
            new Sinch.Inputs.CredentialOfListArgs
            {
                Username = "oslo01",
                Password = dialerSecret,
            },
        },
    });

    var osloLink = new Sinch.TrunkCredentialList("oslo-link", new()
    {
        SipTrunkId = oslo.Id,
        CredentialListId = osloDialers.Id,
    });

    return new Dictionary<string, object?>
    {
        ["linkId"] = osloLink.Id,
    };
});
