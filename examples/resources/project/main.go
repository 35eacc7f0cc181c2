package main

import (
	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		subsidiary, err := sinch.NewProject(ctx, "subsidiary", &sinch.ProjectArgs{
			Project: pulumi.String("6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921"),
		})
		if err != nil {
			return err
		}
		ctx.Export("project", subsidiary.Project)
		return nil
	})
}
