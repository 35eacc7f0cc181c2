package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		madrid, err := sinch.NewSipTrunk(ctx, "madrid", &sinch.SipTrunkArgs{
			Name:     pulumi.String("Madrid"),
			HostName: pulumi.String("acme-madrid"),
		})
		if err != nil {
			return err
		}
		madridOffice, err := sinch.NewAccessControlList(ctx, "madrid-office", &sinch.AccessControlListArgs{
			Name: pulumi.String("Madrid office"),
			IpRanges: sinch.IpRangeOfListArray{
				&sinch.IpRangeOfListArgs{
					IpAddress: pulumi.String("198.51.100.64"),
					Range:     pulumi.Int(29),
				},
			},
		})
		if err != nil {
			return err
		}
		madridLink, err := sinch.NewTrunkAccessControlList(ctx, "madrid-link", &sinch.TrunkAccessControlListArgs{
			SipTrunkId:          madrid.ID(),
			AccessControlListId: madridOffice.ID(),
		})
		if err != nil {
			return err
		}
		ctx.Export("linkId", madridLink.ID())
		return nil
	})
}
