package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		cfg := config.New(ctx, "")
		phoneSecret := cfg.RequireSecret("phoneSecret")
		berlin, err := sinch.NewSipTrunk(ctx, "berlin", &sinch.SipTrunkArgs{
			Name:     pulumi.String("Berlin"),
			HostName: pulumi.String("acme-berlin"),
		})
		if err != nil {
			return err
		}
		berlinSbc, err := sinch.NewSipEndpoint(ctx, "berlin-sbc", &sinch.SipEndpointArgs{
			SipTrunkId: berlin.ID(),
			Name:       pulumi.String("Berlin SBC"),
			Address:    pulumi.String("sbc.example.com"),
			Port:       pulumi.Int(5061),
			Transport:  sinch.SipEndpointTransportTLS,
			Priority:   pulumi.Int(1),
		})
		if err != nil {
			return err
		}
		berlinPhones, err := sinch.NewCredentialList(ctx, "berlin-phones", &sinch.CredentialListArgs{
			Name: pulumi.String("Berlin phones"),
			Credentials: sinch.CredentialOfListArray{
				&sinch.CredentialOfListArgs{
					Username: pulumi.String("berlin01"),
					Password: phoneSecret,
				},
			},
		})
		if err != nil {
			return err
		}
		_, err = sinch.NewSipEndpoint(ctx, "berlin-phone", &sinch.SipEndpointArgs{
			SipTrunkId:   berlin.ID(),
			Name:         pulumi.String("Berlin reception"),
			IsRegistered: pulumi.Bool(true),
			CredentialUsername: berlinPhones.Usernames.ApplyT(func(usernames []string) (string, error) {
				return usernames[0], nil
			}).(pulumi.StringOutput),
			Priority: pulumi.Int(2),
		})
		if err != nil {
			return err
		}
		ctx.Export("sbcId", berlinSbc.ID())
		return nil
	})
}
