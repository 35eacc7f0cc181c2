import pulumi
import pulumi_sinch as sinch

open = sinch.CountryPermissions("open",
    countries=[
        "US",
        "CA",
        "GB",
    ],
    ignore=["SE"])
pulumi.export("openBefore", open.enabled_before)
