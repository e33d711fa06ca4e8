#!/bin/sh
# explore_all.sh PROGRAM - explores each scenario of a program in turn: a line
# for each, and what was said about those that are not ok.
#
# Exit status: 0 if all are ok, 1 otherwise.
set -u
program=$1
status=0
for scenario in $("$program" scenario=list); do
    said=$("$program" "scenario=$scenario" 2>&1)
    [ $? -eq 0 ] && verdict=ok || verdict=FAIL
    printf '%-8s %s %s: %s executions\n' "$verdict" \
        "$(basename "$program")" "$scenario" \
        "$(printf '%s\n' "$said" | sed -n 's/^executions: //p')"
    [ "$verdict" = ok ] && continue
    printf '%s\n' "$said"
    status=1
done
exit "$status"
