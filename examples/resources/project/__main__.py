import pulumi
import pulumi_sinch as sinch

subsidiary = sinch.Project("subsidiary", project="6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921")
pulumi.export("project", subsidiary.project)
