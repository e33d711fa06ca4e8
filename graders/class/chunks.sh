# chunks.sh - what the engines of many machines share: cutting what is to do
# into chunks, waiting, and doing it again with what is still missing. Read by
# engine_*.sh, in OUT/.class.
# shellcheck shell=sh
#
# A missing result is one to do; there is no other state. So a machine that is
# lost costs what it had not finished, and whoever starts again goes on.
#
# An engine defines round, which grades the chunks in the folder $chunks and
# returns when nobody works on them any more.

# shellcheck source=graders/class/work.sh
. "$CLASS_ROOT/graders/class/work.sh"

say() {
    printf 'make grade: %s\n' "$*" >&2
}

is_number() {
    case $1 in
    '' | *[!0-9]* | 0*) return 1 ;;
    esac
}

check_chunk() {
    is_number "${CLASS_CHUNK-}" && return
    say "CHUNK is a number of attempts, not '${CLASS_CHUNK-}'"
    exit 2
}

# The jobs that have no result yet.
missing() {
    while read -r job; do
        [ -e "jobs/$job/result.json" ] || echo "$job"
    done <pending.txt
}

# From todo.txt to $chunks/000001, ...: $1 of them at most. The folder is a new
# one each time: a straggler of the last round finds no list any more.
cut_chunks() {
    rm -rf -- chunks.*
    chunks=$(mktemp -d chunks.XXXXXX) || exit 2
    chmod 755 "$chunks"
    head -n $((CLASS_CHUNK * $1)) todo.txt |
        split -l "$CLASS_CHUNK" -a 6 --numeric-suffixes=1 - "$chunks/"
    set -- "$chunks"/*
    # shellcheck disable=SC2034 # an engine asks for it
    count=$#
}

# show_progress: says how far it is, if that is news and not said just now.
shown_at=0
shown=0
show_progress() {
    now=$(date +%s)
    [ $((now - shown_at)) -ge 5 ] || return 0
    ended=$((CLASS_TOTAL - left + $(cat "$chunks"/*.done 2>/dev/null | wc -c)))
    [ "$ended" -ne "$shown" ] || return 0
    shown_at=$now
    shown=$ended
    awk -v ended="$ended" -v total="$CLASS_TOTAL" \
        -v elapsed=$((now - CLASS_STARTED + 1)) 'BEGIN {
        left = elapsed / ended * (total - ended)
        unit = left < 100 ? "s" : left < 6000 ? "min" : "h"
        left /= unit == "s" ? 1 : unit == "min" ? 60 : 3600
        printf "[%d/%d] %.1f a second, %.*f %s left\n", ended, total,
            ended / elapsed, unit == "h", left, unit }'
}

# Round after round until nothing is missing, or two rounds brought nothing.
# $1 is how many chunks a round may have.
run_rounds() {
    fruitless=0
    last=
    cp pending.txt todo.txt || exit 2
    while :; do
        left=$(wc -l <todo.txt)
        [ "$left" -gt 0 ] || break
        if [ -n "$last" ]; then
            say "$left results are missing; grading these again"
        fi
        if [ "$left" = "$last" ]; then
            fruitless=$((fruitless + 1))
            sleep 5
        fi
        if [ $fruitless -ge 2 ]; then
            say "$left results cannot be had; what machines said last:"
            grep -hv '^\[' -- "$chunks"/*.log 2>/dev/null | sort | uniq -c |
                sort -rn | head -n 5 >&2
            break
        fi
        last=$left
        cut_chunks "$1"
        round
        missing >todo.txt
    done
    rm -rf -- chunks.*
    forget_dead_chunks
}
