package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		support, err := sinch.NewSipTrunk(ctx, "support", &sinch.SipTrunkArgs{
			Name:     pulumi.String("Support"),
			HostName: pulumi.String("acme-support"),
		})
		if err != nil {
			return err
		}
		hotline, err := sinch.NewPhoneNumberAssignment(ctx, "hotline", &sinch.PhoneNumberAssignmentArgs{
			PhoneNumber: pulumi.String("+12025550101"),
			SipTrunkId:  support.ID(),
		})
		if err != nil {
			return err
		}
		ctx.Export("number", hotline.PhoneNumber)
		return nil
	})
}
