using System.Collections.Generic;
using System.Linq;
using Pulumi;
using Sinch = PulumiSinch.Sinch;

return await Deployment.RunAsync(() =>
{
    var noPremium = new Sinch.CallBlockingRule("no-premium", new()
    {
        Name = "No premium numbers",
        Direction = Sinch.CallBlockingRuleDirection.OUTBOUND,
        CalleeMatch = "1900",
    });

    var noCallersFromAntarctica = new Sinch.CallBlockingRule("no-callers-from-antarctica", new()
    {
        Name = "No callers from Antarctica",
        Direction = Sinch.CallBlockingRuleDirection.INBOUND,
        CallerCountry = "AQ",
    });

    return new Dictionary<string, object?>
    {
        ["ruleId"] = noPremium.Id,
    };
});
