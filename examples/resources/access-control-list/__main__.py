import pulumi
import pulumi_sinch as sinch

offices = sinch.AccessControlList("offices",
    name="Offices",
    ip_ranges=[
        {
            "ip_address": "198.51.100.16",
            "range": 28,
            "description": "Head office",
        },
        {
            "ip_address": "203.0.113.7",
            "description": "Warehouse",
        },
    ])
pulumi.export("accessControlListId", offices.id)
