import pulumi
import pulumi_sinch as sinch

trunk = sinch.SipTrunk("voice", name="Voice", host_name="acme-voice")
acl = sinch.AccessControlList("office", name="Office", ip_ranges=[{"ip_address": "198.51.100.16", "range": 28}])
creds = sinch.CredentialList("branches", name="Branches", credentials=[{"username": "branch01", "password": pulumi.Output.secret("Correct-Horse-1")}])
sinch.SipEndpoint("phone", sip_trunk_id=trunk.id, name="Phone", is_registered=True, priority=1, credential_username=creds.usernames.apply(lambda all: all[0]))
sinch.TrunkAccessControlList("link", sip_trunk_id=trunk.id, access_control_list_id=acl.id)
pulumi.export("domain", trunk.domain)
pulumi.export("found", sinch.get_sip_trunk_output(host_name=trunk.host_name).name)
