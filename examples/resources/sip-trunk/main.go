package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		voice, err := sinch.NewSipTrunk(ctx, "voice", &sinch.SipTrunkArgs{
			Name:              pulumi.String("Voice"),
			HostName:          pulumi.String("acme-voice"),
			EnableCallForward: pulumi.Bool(true),
			CallForwardNumber: pulumi.String("+12025550199"),
		})
		if err != nil {
			return err
		}
		ctx.Export("domain", voice.Domain)
		return nil
	})
}
