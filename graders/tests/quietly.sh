#!/bin/sh
# quietly.sh LOG COMMAND... - runs a test; prints the last line of what it said,
# or all but its good news if it failed. The log is kept.
log=$1
shift
mkdir -p "$(dirname "$log")"
if "$@" > "$log" 2>&1; then
    tail -n 1 "$log"
else
    status=$?
    grep -v '^ok' "$log"
    printf 'FAIL  status %d; all of it: %s\n' "$status" "$log"
    exit 1
fi
