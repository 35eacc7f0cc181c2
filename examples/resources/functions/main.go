package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		paris, err := sinch.NewSipTrunk(ctx, "paris", &sinch.SipTrunkArgs{
			Name:     pulumi.String("Paris"),
			HostName: pulumi.String("acme-paris"),
		})
		if err != nil {
			return err
		}
		found := sinch.LookupSipTrunkOutput(ctx, sinch.LookupSipTrunkOutputArgs{
			Id: paris.ID(),
		}, nil)
		endpoints := sinch.GetSipEndpointsOutput(ctx, sinch.GetSipEndpointsOutputArgs{
			SipTrunkId: paris.ID(),
		}, nil)
		ctx.Export("parisDomain", found.ApplyT(func(found sinch.LookupSipTrunkResult) (*string, error) {
			return &found.Domain, nil
		}).(pulumi.StringPtrOutput))
		ctx.Export("parisEndpoints", endpoints.ApplyT(func(endpoints sinch.GetSipEndpointsResult) ([]sinch.SipEndpointResult, error) {
			return []sinch.SipEndpointResult(endpoints.SipEndpoints), nil
		}).(sinch.SipEndpointResultArrayOutput))
		return nil
	})
}
