package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		open, err := sinch.NewCountryPermissions(ctx, "open", &sinch.CountryPermissionsArgs{
			Countries: pulumi.StringArray{
				pulumi.String("US"),
				pulumi.String("CA"),
				pulumi.String("GB"),
			},
			Ignore: pulumi.StringArray{
				pulumi.String("SE"),
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("openBefore", open.EnabledBefore)
		return nil
	})
}
