#!/bin/sh
# sanitize.sh BUILD - what judges is built with ASan and UBSan, grades honest
# and hostile attempts, and shows the results. A finding ends the program, so
# the result would be undecided (status 2) or a test of the views would fail.
set -eu
build=$1
make -s BUILD="$build" SANITIZE=1 LAB=1 grader "$build/bin/export" \
    "$build/bin/pages"
build=$(cd "$build" && pwd)
ASAN_OPTIONS=detect_leaks=0
export ASAN_OPTIONS
count=0
for attempt in labs/01_racy_counter/racy_counter.c \
    solutions/01_racy_counter/racy_counter.c graders/hostile/1[0-4]*.c \
    graders/hostile/4*.c graders/hostile/5[0-4]*.c; do
    status=0
    "$build/bin/grade" --root . --build "$build" --lab 01_racy_counter --jobs 2 \
        --result "$build/result.json" "$attempt" 2> "$build/messages" || status=$?
    if [ "$status" -gt 1 ]; then
        printf 'FAIL  sanitize: %s: status %d\n' "$attempt" "$status"
        head -n 20 "$build/messages"
        exit 1
    fi
    count=$((count + 1))
done
sh graders/grade/tests/run.sh "$build/bin/show" > "$build/views.log" || {
    grep -v '^ok' "$build/views.log"
    exit 1
}
sh graders/export/tests/run.sh "$build/bin/export" > "$build/exports.log" || {
    grep -v '^ok' "$build/exports.log"
    exit 1
}
sh graders/pages/tests/run.sh "$build/bin/pages" > "$build/pages.log" || {
    cat "$build/pages.log"
    exit 1
}
printf 'sanitize: %d attempts, views, exports and pages, nothing found\n' "$count"
