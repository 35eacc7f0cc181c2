#!/usr/bin/env bash
# On a schedule: looks for what was changed by hand, in the stack, beside it and against the rules, and changes nothing.
# Writes drift.md. What your team has accepted, with a reason and a day, stands in drift-baseline.json, if there is one.
#
#   STACK=production steps/drift.sh
#
# Exit status: 0 nothing new, 1 failed or not all was looked at, 7 something new was found.
set -euo pipefail
stack=${STACK:?set STACK to the name of the stack, such as production}

baseline=()
[ -f drift-baseline.json ] && baseline=(--baseline drift-baseline.json)
status=0
pulumi-sinch drift --stack "$stack" --all-stacks ${baseline[@]+"${baseline[@]}"} >drift.md || status=$?
exit "$status"
