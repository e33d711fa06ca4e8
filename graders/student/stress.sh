#!/bin/sh
# stress.sh - make stress: runs the lab's demo with an attempt many times, with
# real threads at full speed, and counts how often it went wrong. Only a
# demonstration of luck: no check does this. From the environment also:
# STUDENT_RUNS, how often; STUDENT_SECONDS, how long a run may take.
set -u
. graders/student/lib.sh

trap 'echo; exit 2' INT TERM
find_attempt
build_demo
case $STUDENT_RUNS in
'' | *[!0-9]* | 0*)
    say "RUNS=$STUDENT_RUNS is no number of runs."
    exit 2
    ;;
esac
wrong=0 stuck=0 run=0
printf '%s runs of the demo, real threads (. fine, x wrong, T no end in %s s)\n' \
    "$STUDENT_RUNS" "$STUDENT_SECONDS"
while [ $run -lt "$STUDENT_RUNS" ]; do
    # Arguments are a list of words.
    # shellcheck disable=SC2086
    timeout "$STUDENT_SECONDS" "$folder/demo" ${STUDENT_ARGS-} \
        >"$folder/stress.log" 2>&1
    case $? in
    0) printf . ;;
    124)
        printf T
        stuck=$((stuck + 1))
        ;;
    *)
        printf x
        wrong=$((wrong + 1))
        cp -- "$folder/stress.log" "$folder/stress.wrong"
        ;;
    esac
    run=$((run + 1))
    [ $((run % 60)) -ne 0 ] || echo
done
[ $((run % 60)) -eq 0 ] || echo
printf '\nWent wrong: %s of %s.' $((wrong + stuck)) "$run"
[ $stuck -eq 0 ] || printf ' Of these, %s did not end.' $stuck
if [ $wrong -gt 0 ]; then
    printf ' The last one said:\n\n'
    tail -n 12 "$folder/stress.wrong" | cut -c 1-78 | sed 's/^/  /'
else
    echo
fi
cat <<END

Luck decides this: another machine, another day, another count. And a program
that never fails here may still be wrong.
make check LAB=$STUDENT_LAB
needs no luck.
END
exit 0
