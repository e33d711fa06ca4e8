#!/bin/sh
# reports.sh write|check BUILD - the reports that stand in the handouts and in
# the README between `<!-- begin: COMMAND -->` and `<!-- end -->` are what the
# command prints today: writes them, or fails if one is out of date.
set -u
mode=$1 build=$2
faults=0
count=0
unset MAKEFLAGS MAKELEVEL
export NO_COLOR=1
for file in README.md labs/*/README.md graders/explorer/README.md; do
    fresh=$build/report.md
    : > "$fresh"
    skipping=0
    while IFS= read -r line; do
        case $line in
        '<!-- begin: '*' -->')
            command=${line#<!-- begin: }
            command=${command% -->}
            count=$((count + 1))
            # shellcheck disable=SC2086
            { printf '%s\n```\n$ %s\n' "$line" "$command"
              { $command BUILD="$build" 2> /dev/null; } |
                  sed -e 's/[ ]*$//' -e 's/TOKEN=[a-z0-9]*$/TOKEN=.../'
              printf '```\n'; } >> "$fresh"
            skipping=1
            ;;
        '<!-- end -->')
            printf '%s\n' "$line" >> "$fresh"
            skipping=0
            ;;
        *) [ "$skipping" -eq 1 ] || printf '%s\n' "$line" >> "$fresh" ;;
        esac
    done < "$file"
    if [ "$mode" = write ]; then
        cmp -s "$fresh" "$file" || cp "$fresh" "$file"
    elif ! diff -u "$file" "$fresh"; then
        printf 'FAIL  %s: a report is out of date; run make regenerate\n' "$file"
        faults=$((faults + 1))
    fi
done
printf 'reports: %d, %d faults\n' "$count" "$faults"
[ "$faults" -eq 0 ] && [ "$count" -gt 0 ]
