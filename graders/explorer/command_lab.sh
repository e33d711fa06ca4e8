# command_lab.sh - the part of command.sh that is about a lab: each of its
# scenarios around an attempt. Read by command.sh with `.`; $@ holds options.
stem=${EXPLORE_LAB#*_}
attempt=$(find "${EXPLORE_ATTEMPT:-labs/$EXPLORE_LAB/$stem.c}")
if [ ! -f "$BUILD/explore/labs/$EXPLORE_LAB/explored.o" ]; then
    say "$EXPLORE_LAB has no explored scenarios"
    exit 2
fi
if [ ! -f "$attempt" ] || [ ! -r "$attempt" ]; then
    say "explore: $attempt is no file that can be read"
    exit 2
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/explore-XXXXXX") || exit 2
trap 'rm -rf "$folder"' EXIT
trap 'exit 2' HUP INT TERM
chmod 755 "$folder" || exit 2 # who runs it may be another user

sh "$here/link_lab.sh" "$folder/program" "$EXPLORE_LAB" "$attempt" \
    2> "$folder/log"
status=$?
[ ! -s "$folder/log" ] || head -n 60 "$folder/log" >&2
if [ "$status" -eq 1 ]; then
    printf '%s  does not compile\n' "$attempt"
    printf 'verdict: does_not_compile\nexecutions: 0\n'
    exit 1
fi
[ "$status" -eq 0 ] || exit 2

which="LAB=${EXPLORE_LAB%%_*}"
[ -z "$EXPLORE_ATTEMPT" ] || which="$which ATTEMPT=$(quoted "$EXPLORE_ATTEMPT")"
if [ "$verb" = replay ] && [ -n "$EXPLORE_GDB" ]; then
    gdb -q -x "$here/replay.gdb" --args "$folder/program" "$@" \
        "replay=$EXPLORE_TOKEN"
    exit
fi
if [ "$verb" = replay ]; then
    "$BUILD/bin/explore" run --all --name "$stem.c" "$folder/program" "$@" \
        "replay=$EXPLORE_TOKEN"
    exit
fi

scenarios=${EXPLORE_SCENARIO:-$("$folder/program" scenario=list)}
total=$(printf '%s\n' "$scenarios" | wc -l)
number=0 wrong=0 undecided=0
for scenario in $scenarios; do
    number=$((number + 1))
    [ ! -t 2 ] || printf '\r%d of %d: %-40s' "$number" "$total" "$scenario" >&2
    "$BUILD/bin/explore" run --name "$stem.c" \
        --replay "make replay $which TOKEN=" \
        "$folder/program" "scenario=$scenario" "$@" > "$folder/report"
    status=$?
    [ ! -t 2 ] || printf '\r%60s\r' '' >&2
    case $status in
    0)
        printf '  ok       %-32s %s\n' "$scenario" \
            "$(sed -n 's/^seen: //p' "$folder/report")"
        continue
        ;;
    1) wrong=$((wrong + 1)) ;;
    *) undecided=$((undecided + 1)) ;;
    esac
    printf '\n'
    cat "$folder/report"
    printf '\n'
done
printf '%d of %d scenarios hold under every schedule\n' \
    $((number - wrong - undecided)) "$number"
[ "$wrong" -eq 0 ] || exit 1
[ "$undecided" -eq 0 ] || exit 2
