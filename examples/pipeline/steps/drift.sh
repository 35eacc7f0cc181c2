#!/usr/bin/env bash
# On a schedule: compares the account with the stack's state and changes neither. Writes drift.md if they differ.
# --run-program makes Pulumi use the stack's present credentials instead of those in the state.
#
#   STACK=production steps/drift.sh
#
# Exit status: 0 no drift, 1 failed, 3 drift.
set -euo pipefail
stack=${STACK:?set STACK to the name of the stack, such as production}

pulumi refresh --stack "$stack" --non-interactive --preview-only --run-program --json >drift.json
status=0
pulumi-sinch report --drift drift.json >drift.md || status=$?
exit "$status"
