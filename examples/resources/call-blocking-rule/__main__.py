import pulumi
import pulumi_sinch as sinch

no_premium = sinch.CallBlockingRule("no-premium",
    name="No premium numbers",
    direction=sinch.CallBlockingRuleDirection.OUTBOUND,
    callee_match="1900")
no_callers_from_antarctica = sinch.CallBlockingRule("no-callers-from-antarctica",
    name="No callers from Antarctica",
    direction=sinch.CallBlockingRuleDirection.INBOUND,
    caller_country="AQ")
pulumi.export("ruleId", no_premium.id)
