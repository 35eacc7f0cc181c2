import pulumi
import pulumi_sinch as sinch

voice = sinch.SipTrunk("voice",
    name="Voice",
    host_name="acme-voice",
    enable_call_forward=True,
    call_forward_number="+12025550199")
pulumi.export("domain", voice.domain)
