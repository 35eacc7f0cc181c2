import pulumi
import pulumi_sinch as sinch

config = pulumi.Config()
phone_secret = config.require_secret("phoneSecret")
berlin = sinch.SipTrunk("berlin",
    name="Berlin",
    host_name="acme-berlin")
berlin_sbc = sinch.SipEndpoint("berlin-sbc",
    sip_trunk_id=berlin.id,
    name="Berlin SBC",
    address="sbc.example.com",
    port=5061,
    transport=sinch.SipEndpointTransport.TLS,
    priority=1)
berlin_phones = sinch.CredentialList("berlin-phones",
    name="Berlin phones",
    credentials=[{
        "username": "berlin01",
        "password": phone_secret,
    }])
berlin_phone = sinch.SipEndpoint("berlin-phone",
    sip_trunk_id=berlin.id,
    name="Berlin reception",
    is_registered=True,
    credential_username=berlin_phones.usernames[0],
    priority=2)
pulumi.export("sbcId", berlin_sbc.id)
