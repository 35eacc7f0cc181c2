package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		sweden, err := sinch.NewCountryPermission(ctx, "sweden", &sinch.CountryPermissionArgs{
			IsoCode: pulumi.String("SE"),
			Enabled: pulumi.Bool(true),
		})
		if err != nil {
			return err
		}
		ctx.Export("dialingCodes", sweden.CountryDialingCodes)
		return nil
	})
}
