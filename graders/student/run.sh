#!/bin/sh
# run.sh - make run: builds demo.c with an attempt and libsync, for real
# threads at full speed, and runs it. From the environment also: STUDENT_CC and
# STUDENT_FLAGS, the compiler and its options; STUDENT_ARGS, arguments for the
# demo; STUDENT_SECONDS, how long it may run.
set -u
. graders/student/lib.sh

find_attempt
build_demo
# Arguments are a list of words.
# shellcheck disable=SC2086
timeout --foreground "$STUDENT_SECONDS" "$folder/demo" ${STUDENT_ARGS-}
status=$?
case $status in
0) ;;
124)
    say "It was still running after $STUDENT_SECONDS s, and was ended. If its"
    say "threads wait for one another, make check LAB=$STUDENT_LAB says where."
    ;;
*) say "(The demo ended with status $status.)" ;;
esac
exit 0
