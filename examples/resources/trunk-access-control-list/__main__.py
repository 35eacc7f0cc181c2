import pulumi
import pulumi_sinch as sinch

madrid = sinch.SipTrunk("madrid",
    name="Madrid",
    host_name="acme-madrid")
madrid_office = sinch.AccessControlList("madrid-office",
    name="Madrid office",
    ip_ranges=[{
        "ip_address": "198.51.100.64",
        "range": 29,
    }])
madrid_link = sinch.TrunkAccessControlList("madrid-link",
    sip_trunk_id=madrid.id,
    access_control_list_id=madrid_office.id)
pulumi.export("linkId", madrid_link.id)
