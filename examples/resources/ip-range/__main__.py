import pulumi
import pulumi_sinch as sinch

shared = sinch.AccessControlList("shared",
    name="Shared",
    ip_ranges=[{
        "ip_address": "192.0.2.0",
        "range": 26,
        "description": "Data center",
    }],
    opts = pulumi.ResourceOptions(ignore_changes=["ipRanges"]))
lyon = sinch.IpRange("lyon",
    access_control_list_id=shared.id,
    ip_address="203.0.113.32",
    range=27,
    description="Lyon")
pulumi.export("ipRangeId", lyon.ip_range_id)
