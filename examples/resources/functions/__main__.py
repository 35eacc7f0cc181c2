import pulumi
import pulumi_sinch as sinch

paris = sinch.SipTrunk("paris",
    name="Paris",
    host_name="acme-paris")
found = sinch.get_sip_trunk_output(id=paris.id)
endpoints = sinch.get_sip_endpoints_output(sip_trunk_id=paris.id)
pulumi.export("parisDomain", found.domain)
pulumi.export("parisEndpoints", endpoints.sip_endpoints)
