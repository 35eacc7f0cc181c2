package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		offices, err := sinch.NewAccessControlList(ctx, "offices", &sinch.AccessControlListArgs{
			Name: pulumi.String("Offices"),
			IpRanges: sinch.IpRangeOfListArray{
				&sinch.IpRangeOfListArgs{
					IpAddress:   pulumi.String("198.51.100.16"),
					Range:       pulumi.Int(28),
					Description: pulumi.String("Head office"),
				},
				&sinch.IpRangeOfListArgs{
					IpAddress:   pulumi.String("203.0.113.7"),
					Description: pulumi.String("Warehouse"),
				},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("accessControlListId", offices.ID())
		return nil
	})
}
