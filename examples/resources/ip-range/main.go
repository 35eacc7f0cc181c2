package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		shared, err := sinch.NewAccessControlList(ctx, "shared", &sinch.AccessControlListArgs{
			Name: pulumi.String("Shared"),
			IpRanges: sinch.IpRangeOfListArray{
				&sinch.IpRangeOfListArgs{
					IpAddress:   pulumi.String("192.0.2.0"),
					Range:       pulumi.Int(26),
					Description: pulumi.String("Data center"),
				},
			},
		}, pulumi.IgnoreChanges([]string{
			"ipRanges",
		}))
		if err != nil {
			return err
		}
		lyon, err := sinch.NewIpRange(ctx, "lyon", &sinch.IpRangeArgs{
			AccessControlListId: shared.ID(),
			IpAddress:           pulumi.String("203.0.113.32"),
			Range:               pulumi.Int(27),
			Description:         pulumi.String("Lyon"),
		})
		if err != nil {
			return err
		}
		ctx.Export("ipRangeId", lyon.IpRangeId)
		return nil
	})
}
