import pulumi
import pulumi_sinch as sinch

sweden = sinch.CountryPermission("sweden",
    iso_code="SE",
    enabled=True)
pulumi.export("dialingCodes", sweden.country_dialing_codes)
