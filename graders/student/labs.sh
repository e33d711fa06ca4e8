#!/bin/sh
# labs.sh VIEW LAB... - the labs and how they stood at the last make check.
# VIEW is one of show's: list or progress. Where show is not built yet, nothing
# has been checked yet either.
set -u
view=$1
shift
show=$STUDENT_BUILD/bin/show

if [ ! -x "$show" ]; then
    for lab in "$@"; do
        printf '%s  not started\n' "$lab"
    done
    exit 0
fi
for lab in "$@"; do
    shift
    result=$STUDENT_BUILD/plain/student/$lab/result.json
    if [ -f "$result" ]; then
        set -- "$@" "$result"
    else
        set -- "$@" --none "$lab"
    fi
done
# show takes options first.
exec "$show" "$view" "$@"
