using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var phoneSecret = config.RequireSecret("phoneSecret");
    var berlin = new Sinch.SipTrunk("berlin", new()
    {
        Name = "Berlin",
        HostName = "acme-berlin",
    });

    var berlinSbc = new Sinch.SipEndpoint("berlin-sbc", new()
    {
        SipTrunkId = berlin.Id,
        Name = "Berlin SBC",
        Address = "sbc.example.com",
        Port = 5061,
        Transport = Sinch.SipEndpointTransport.TLS,
        Priority = 1,
    });

    var berlinPhones = new Sinch.CredentialList("berlin-phones", new()
    {
        Name = "Berlin phones",
        Credentials = new[]
        {
            new Sinch.Inputs.CredentialOfListArgs
            {
                Username = "berlin01",
                Password = phoneSecret,
            },
        },
    });

    var berlinPhone = new Sinch.SipEndpoint("berlin-phone", new()
    {
        SipTrunkId = berlin.Id,
        Name = "Berlin reception",
        IsRegistered = true,
        CredentialUsername = berlinPhones.Usernames.Apply(usernames => usernames[0]),
        Priority = 2,
    });

    return new Dictionary<string, object?>
    {
        ["sbcId"] = berlinSbc.Id,
    };
});
