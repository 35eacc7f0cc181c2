#!/usr/bin/env bash
# On the main branch: deploys what was reviewed, under the same rules.
#
#   STACK=production steps/up.sh
set -euo pipefail
stack=${STACK:?set STACK to the name of the stack, such as production}

pulumi up --stack "$stack" --yes --non-interactive --policy-pack node_modules/pulumi-sinch/policy
