import pulumi
import pulumi_sinch as sinch

config = pulumi.Config()
dialer_secret = config.require_secret("dialerSecret")
oslo = sinch.SipTrunk("oslo",
    name="Oslo",
    host_name="acme-oslo")
oslo_dialers = sinch.CredentialList("oslo-dialers",
    name="Oslo dialers",
    credentials=[{
        "username": "oslo01",
        "password": dialer_secret,
    }])
oslo_link = sinch.TrunkCredentialList("oslo-link",
    sip_trunk_id=oslo.id,
    credential_list_id=oslo_dialers.id)
pulumi.export("linkId", oslo_link.id)
