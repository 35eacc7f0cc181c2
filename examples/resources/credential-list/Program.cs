using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var config = new Config();
    var branchSecret = config.RequireSecret("branchSecret");
    var branches = new Sinch.CredentialList("branches", new()
    {
        Name = "Branches",
        Credentials = new[]
        {
            new Sinch.Inputs.CredentialOfListArgs
            {
                Username = "branch01",
                Password = branchSecret,
            },
        },
    });

    return new Dictionary<string, object?>
    {
        ["usernames"] = branches.Usernames,
    };
});
