#!/bin/sh
# check.sh - make check: grades an attempt and says what came of it.
# Exit status: 0 full marks, 1 the attempt is wrong, 2 not decided.
set -u
. graders/student/lib.sh

find_attempt
# An old result must not be taken for this one, should grade not get that far.
rm -f -- "$result"
# shellcheck disable=SC2119
grade_attempt
[ -f "$result" ] || exit 2
exec "$bin/show" check --attempt "$shown" --check "${STUDENT_CHECK-}" "$result"
