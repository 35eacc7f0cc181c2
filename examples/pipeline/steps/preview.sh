#!/usr/bin/env bash
# On a pull request: writes what would change into comment.md, in telephony words, with the policy pack's findings.
# Fails if the preview fails, a mandatory rule is broken, or service is interrupted on the way; comment.md is there all
# the same. Set MAINTENANCE for a change that is merged in a maintenance window, when it may interrupt service.
#
#   STACK=production steps/preview.sh
set -euo pipefail
stack=${STACK:?set STACK to the name of the stack, such as production}

status=0
pulumi preview --stack "$stack" --non-interactive --json --show-sames --show-replacement-steps \
  --policy-pack node_modules/pulumi-sinch/policy >preview.json || status=$?
interrupts=0
pulumi-sinch report preview.json ${MAINTENANCE:+--maintenance} >comment.md || interrupts=$?
[ -s comment.md ] || echo "The preview failed; see the job's log." >comment.md
[ "$status" = 0 ] || exit "$status"
exit "$interrupts"
