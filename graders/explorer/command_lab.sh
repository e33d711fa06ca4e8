#!/bin/sh
# command_lab.sh PROGRAM WORK ROOT LAB - the part of command.sh that is about a
# lab: each of its scenarios around an attempt. Started by grade --ask, with the
# program that explores them.
#
# Exit status: 0 all hold, 1 a failure was found, 2 undecided.
set -u
program=$1 folder=$2 name=${4#*_}.c
explore=$BUILD/bin/explore
# Its words hold no blanks.
# shellcheck disable=SC2086
set -- $EXPLORE_OPTIONS

if [ "$EXPLORE_VERB" = replay ]; then
    set -- "$@" "replay=$EXPLORE_TOKEN"
    [ -z "$EXPLORE_GDB" ] || exec gdb -q -x graders/explorer/replay.gdb \
        --args "$program" "$@"
    exec "$explore" run --all --name "$name" "$program" "$@"
fi

scenarios=${EXPLORE_SCENARIO:-$("$program" scenario=list)}
total=$(printf '%s\n' "$scenarios" | wc -l)
report=$folder/report
number=0 wrong=0 undecided=0
for scenario in $scenarios; do
    number=$((number + 1))
    [ ! -t 2 ] || printf '\r%d of %d: %-40s' "$number" "$total" "$scenario" >&2
    "$explore" run --name "$name" --replay "make replay $EXPLORE_WHICH TOKEN=" \
        "$program" "scenario=$scenario" "$@" > "$report"
    status=$?
    [ ! -t 2 ] || printf '\r%60s\r' '' >&2
    case $status in
    0)
        printf '  ok       %-28s %s\n' "$scenario" \
            "$(sed -n 's/^seen: //p' "$report")"
        continue
        ;;
    1) wrong=$((wrong + 1)) ;;
    *) undecided=$((undecided + 1)) ;;
    esac
    printf '\n'
    cat "$report"
    printf '\n'
done
printf '%d of %d scenarios hold under every schedule\n' \
    $((number - wrong - undecided)) "$number"
[ "$wrong" -eq 0 ] || exit 1
[ "$undecided" -eq 0 ] || exit 2
