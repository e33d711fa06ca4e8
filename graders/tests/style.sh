#!/bin/sh
# style.sh - the limits of DESIGN 7 that can be counted: functions of 70 lines,
# files of 500, 80 columns, no sleep in a grader, nothing left to do, no banned
# function of the C library in our own code.
set -u
faults=0
fault() {
    printf 'FAIL  style: %s\n' "$*"
    faults=$((faults + 1))
}
own=$(git ls-files --cached --others --exclude-standard -- \
    'common/*.[ch]' 'graders/*.[ch]' 'labs/*.[ch]' 'solutions/*.[ch]' \
    'slides/*.[ch]' |
    grep -v -e /mutants/ -e ^graders/hostile/ -e /example/ -e _tests/ -e /tests/)
for file in $own; do
    [ -f "$file" ] || continue
    lines=$(wc -l < "$file")
    [ "$lines" -le 500 ] || fault "$file has $lines lines, 500 at most"
    long=$(awk 'length($0) > 80 { print FNR; exit }' "$file")
    [ -z "$long" ] || fault "$file:$long is longer than 80 columns"
done
# shellcheck disable=SC2086
if command -v ctags > /dev/null; then
    functions=$(ctags -f - --fields=+ne --kinds-C=f $own 2> /dev/null | awk -F'\t' '
        { line = end = 0
          for (i = 4; i <= NF; i++) {
              if ($i ~ /^line:/) line = substr($i, 6)
              if ($i ~ /^end:/) end = substr($i, 5) }
          if (end - line + 1 > 70) printf "%s in %s has %d lines\n", $1, $2, end - line + 1 }')
    [ -z "$functions" ] || fault "$functions"
fi
# shellcheck disable=SC2086
banned=$(grep -nE '(^|[^a-z_])(gets|strcpy|strcat|sprintf|vsprintf|strtok|tmpnam|mktemp)\(' $own |
    grep -v ^graders/explorer/litmus/ | head -5) # what litmus programs explore
[ -z "$banned" ] || fault "banned: $banned"
# shellcheck disable=SC2086
sleeps=$(grep -nE '(^|[^a-z_"`/])(u?sleep|nanosleep)\(' $(printf '%s\n' $own |
    grep '^graders/[0-9]' | grep -v /accepted/) 2> /dev/null | head -5)
[ -z "$sleeps" ] || fault "a sleep in a grader: $sleeps"
# shellcheck disable=SC2086
todo=$(grep -nE 'TODO|FIXME|XXX' $(printf '%s\n' $own | grep -v ^labs/) |
    grep -v 'XXXXXX' | head -5)
[ -z "$todo" ] || fault "left to do: $todo"
printf 'style: %d faults\n' "$faults"
[ "$faults" -eq 0 ]
