#!/bin/sh
# ask.sh PROGRAM - make play, make predict: hands the program that explores an
# attempt to one that asks it things.
# Exit status: that program's.
set -u
. graders/student/lib.sh

find_attempt
PLAY_SCENARIO=${STUDENT_SCENARIO-}
PLAY_PREDICTION=${STUDENT_PREDICT-}
export PLAY_SCENARIO PLAY_PREDICTION
exec "$bin/grade" --lab "$STUDENT_LAB" --root "$root" \
    --build "$STUDENT_BUILD" --ask "$bin/$1" "$attempt"
