#!/usr/bin/env bash
# The step of action.yml that runs malaprop. Its exit code becomes an output, so that the log is uploaded where there are findings.
set -euo pipefail
mapfile -t paths < <(printf '%s\n' "$MALAPROP_PATHS" | grep -v '^[[:space:]]*$')
mapfile -t flags < <(printf '%s\n' "$MALAPROP_FLAGS" | grep -v '^[[:space:]]*$')
status=0
"$MALAPROP" check --format sarif --output "$MALAPROP_SARIF" "${flags[@]}" -- "${paths[@]}" || status=$?
if [ "$status" -gt 1 ]; then
  exit "$status"
fi
echo "status=$status" >> "$GITHUB_OUTPUT"
