#!/bin/sh
# watch.sh - make watch: checks an attempt, and again whenever it is saved.
# STUDENT_ROUNDS ends it after so many checks (for tests).
set -u
. graders/student/lib.sh

trap 'echo; exit 0' INT TERM
find_attempt
rounds=0

# Editors save in many ways; what counts is whether the content is another.
content() {
    cksum <"$attempt" 2>/dev/null
}

wait_for_change() {
    while now=$(content) && [ "$now" = "$before" ] || [ -z "$now" ]; do
        if [ -n "$notify" ]; then
            # It may have changed before this began: look again soon.
            inotifywait -qq -t 2 -e close_write -e moved_to -e create \
                "$(dirname -- "$attempt")" 2>/dev/null
            [ $? -ne 1 ] || sleep 1
        else
            sleep 1
        fi
    done
}

notify=$(command -v inotifywait)
[ -n "$notify" ] || echo 'inotifywait is not installed: looking once a second.'
while :; do
    before=$(content)
    sh graders/student/check.sh
    rounds=$((rounds + 1))
    [ "$rounds" != "${STUDENT_ROUNDS-}" ] || exit 0
    printf '\nWaiting for %s to be saved; Ctrl-C ends this.\n' "$shown"
    wait_for_change
    printf '\n'
done
