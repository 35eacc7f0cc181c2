// Ten trunks, as the other programs of the benchmark declare them.
package main

import (
	"fmt"

	"github.com/pulumi-sinch/pulumi-sinch/sdk/go/sinch"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		for index := 0; index < 10; index++ {
			_, err := sinch.NewSipTrunk(ctx, fmt.Sprintf("trunk-%d", index), &sinch.SipTrunkArgs{
				Name:     pulumi.String(fmt.Sprintf("Trunk %d", index)),
				HostName: pulumi.String(fmt.Sprintf("bench-%d", index)),
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
