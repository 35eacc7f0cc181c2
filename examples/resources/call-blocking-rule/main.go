package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		noPremium, err := sinch.NewCallBlockingRule(ctx, "no-premium", &sinch.CallBlockingRuleArgs{
			Name:        pulumi.String("No premium numbers"),
			Direction:   sinch.CallBlockingRuleDirectionOUTBOUND,
			CalleeMatch: pulumi.String("1900"),
		})
		if err != nil {
			return err
		}
		_, err = sinch.NewCallBlockingRule(ctx, "no-callers-from-antarctica", &sinch.CallBlockingRuleArgs{
			Name:          pulumi.String("No callers from Antarctica"),
			Direction:     sinch.CallBlockingRuleDirectionINBOUND,
			CallerCountry: pulumi.String("AQ"),
		})
		if err != nil {
			return err
		}
		ctx.Export("ruleId", noPremium.ID())
		return nil
	})
}
