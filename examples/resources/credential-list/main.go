package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		branchSecret := cfg.RequireSecret("branchSecret")
		branches, err := sinch.NewCredentialList(ctx, "branches", &sinch.CredentialListArgs{
			Name: pulumi.String("Branches"),
			Credentials: sinch.CredentialOfListArray{
				&sinch.CredentialOfListArgs{
					Username: pulumi.String("branch01"),
					Password: branchSecret,
				},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("usernames", branches.Usernames)
		return nil
	})
}
