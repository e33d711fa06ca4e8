#!/bin/sh
# hint.sh - make hint: the hint of the first failing check, or of the one that
# CHECK names (STUDENT_CHECK); one level deeper each time.
set -u
. graders/student/lib.sh

find_attempt
# The hint is for the file as it stands now; grade does nothing if it did.
grade_attempt --if-changed >/dev/null
[ -f "$result" ] || exit 2
set -- "$result"
[ -z "$STUDENT_CHECK" ] || set -- "$@" "$STUDENT_CHECK"
exec "$bin/show" hint --rubric "graders/$STUDENT_LAB/rubric.tsv" \
    --state "$STUDENT_BUILD/hints.txt" "$@"
