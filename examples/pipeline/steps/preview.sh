#!/usr/bin/env bash
# On a pull request: writes what would change into comment.md, in telephony words, with the policy pack's findings.
# Fails if the preview fails or a mandatory rule is broken; comment.md is there all the same.
#
#   STACK=production steps/preview.sh
set -euo pipefail
stack=${STACK:?set STACK to the name of the stack, such as production}

status=0
pulumi preview --stack "$stack" --non-interactive --json --show-sames \
  --policy-pack node_modules/pulumi-sinch/policy >preview.json || status=$?
pulumi-sinch report preview.json >comment.md || true
[ -s comment.md ] || echo "The preview failed; see the job's log." >comment.md
exit "$status"
