import pulumi
import pulumi_sinch as sinch

config = pulumi.Config()
branch_secret = config.require_secret("branchSecret")
branches = sinch.CredentialList("branches",
    name="Branches",
    credentials=[{
        "username": "branch01",
        "password": branch_secret,
    }])
pulumi.export("usernames", branches.usernames)
