#!/usr/bin/env bash
# On a pull request: writes what would change into comment.md, in telephony words, with the policy pack's findings.
# Fails if the preview fails, a mandatory rule is broken, or service is interrupted on the way; comment.md is there all
# the same. Set MAINTENANCE for a change that is merged in a maintenance window, when it may interrupt service.
#
# What your team expects of its calls stands in expectations.yaml, if there is one: then it fails with status 3 where one
# is broken, 4 where one cannot be judged, and calls.xml has them all for the platform. Set REPLAY_LAST, as to 24h, to also
# hold the calls of that time against the change. No phone number stands in clear in any of this.
#
#   STACK=production steps/preview.sh
set -euo pipefail
stack=${STACK:?set STACK to the name of the stack, such as production}

status=0
pulumi preview --stack "$stack" --non-interactive --json --show-sames --show-replacement-steps \
  --policy-pack node_modules/pulumi-sinch/policy >preview.json || status=$?

account=()
if [ -f expectations.yaml ] || [ -n "${REPLAY_LAST:-}" ]; then
  pulumi-sinch calls account --stack "$stack" >account.json && account=(--account account.json)
fi
expected=0
expectations=()
if [ -f expectations.yaml ]; then
  expectations=(--expectations expectations.yaml ${account[@]+"${account[@]}"})
  pulumi-sinch calls check expectations.yaml ${account[@]+"${account[@]}"} --mask --junit calls.xml preview.json ||
    expected=$?
fi

interrupts=0
pulumi-sinch report preview.json ${MAINTENANCE:+--maintenance} ${expectations[@]+"${expectations[@]}"} >comment.md ||
  interrupts=$?
if [ -s comment.md ] && [ -n "${REPLAY_LAST:-}" ]; then
  { echo && pulumi-sinch calls replay preview.json ${account[@]+"${account[@]}"} --stack "$stack" \
    --last "$REPLAY_LAST" --mask; } >>comment.md || echo "The calls of the last time could not be read." >>comment.md
fi
[ -s comment.md ] || echo "The preview failed; see the job's log." >comment.md
[ "$status" = 0 ] || exit "$status"
[ "$interrupts" = 0 ] || exit "$interrupts"
exit "$expected"
