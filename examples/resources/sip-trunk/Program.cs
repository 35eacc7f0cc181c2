using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var voice = new Sinch.SipTrunk("voice", new()
    {
        Name = "Voice",
        HostName = "acme-voice",
        EnableCallForward = true,
        CallForwardNumber = "+12025550199",
    });

    return new Dictionary<string, object?>
    {
        ["domain"] = voice.Domain,
    };
});
