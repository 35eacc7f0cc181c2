package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		dialerSecret := cfg.RequireSecret("dialerSecret")
		oslo, err := sinch.NewSipTrunk(ctx, "oslo", &sinch.SipTrunkArgs{
			Name:     pulumi.String("Oslo"),
			HostName: pulumi.String("acme-oslo"),
		})
		if err != nil {
			return err
		}
		osloDialers, err := sinch.NewCredentialList(ctx, "oslo-dialers", &sinch.CredentialListArgs{
			Name: pulumi.String("Oslo dialers"),
			Credentials: sinch.CredentialOfListArray{
				&sinch.CredentialOfListArgs{
					Username: pulumi.String("oslo01"),
					Password: dialerSecret,
				},
			},
		})
		if err != nil {
			return err
		}
		osloLink, err := sinch.NewTrunkCredentialList(ctx, "oslo-link", &sinch.TrunkCredentialListArgs{
			SipTrunkId:       oslo.ID(),
			CredentialListId: osloDialers.ID(),
		})
		if err != nil {
			return err
		}
		ctx.Export("linkId", osloLink.ID())
		return nil
	})
}
