package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		trunk, err := sinch.NewSipTrunk(ctx, "voice", &sinch.SipTrunkArgs{
			Name:     pulumi.String("Voice"),
			HostName: pulumi.String("acme-voice"),
		})
		if err != nil {
			return err
		}
		list, err := sinch.NewAccessControlList(ctx, "office", &sinch.AccessControlListArgs{
			Name: pulumi.String("Office"),
			IpRanges: sinch.IpRangeOfListArray{
				&sinch.IpRangeOfListArgs{IpAddress: pulumi.String("198.51.100.16"), Range: pulumi.Int(28)},
			},
		})
		if err != nil {
			return err
		}
		_, err = sinch.NewTrunkAccessControlList(ctx, "link", &sinch.TrunkAccessControlListArgs{
			SipTrunkId:          trunk.ID(),
			AccessControlListId: list.ID(),
		})
		ctx.Export("domain", trunk.Domain)
		return err
	})
}
