using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var subsidiary = new Sinch.Project("subsidiary", new()
    {
        Project = "6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921",
    });

    return new Dictionary<string, object?>
    {
        ["project"] = subsidiary.Project,
    };
});
