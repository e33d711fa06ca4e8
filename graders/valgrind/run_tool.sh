#!/bin/sh
# run_tool.sh TOOL PROGRAM SCENARIO LOGFILE - runs one scenario of a scenario
# program under helgrind, drd, memcheck or tsan, and leaves the log in LOGFILE.
#
# For tsan the program must be built with -fsanitize=thread. The options are
# those of tool_options.c, asked of $EXPLAIN. Exit status: the program's own;
# 2 when the tool cannot be started. End it with SIGTERM: after SIGKILL the
# log is cut short.
set -u

if [ $# -ne 4 ]; then
    echo 'usage: run_tool.sh helgrind|drd|memcheck|tsan PROGRAM SCENARIO LOG' >&2
    exit 2
fi
tool=$1 program=$2 scenario=$3 log=$4
here=$(dirname -- "$0")
: "${EXPLAIN:=build/graders/valgrind/explain}"

options=$("$EXPLAIN" --print-options "$tool") || exit 2
rm -f -- "$log"
child=

# Passes SIGTERM on, so that the tool ends its log properly.
trap '[ -z "$child" ] || kill -TERM "$child" 2>/dev/null' TERM INT

# Waits to the very end: `wait` returns early when a signal arrives.
finish() {
    wait "$child"
    status=$?
    while kill -0 "$child" 2>/dev/null; do
        wait "$child"
        status=$?
    done
}

case $tool in
tsan)
    joined=$(printf '%s' "$options" | tr '\n' ':')
    # Quotes keep a ':' or a space in the path out of the list of settings.
    TSAN_OPTIONS="$joined:log_path='$log'" "$program" "$scenario" &
    child=$!
    finish
    : >"$log" || exit 2
    if [ -f "$log.$child" ]; then
        mv -- "$log.$child" "$log"
    fi
    ;;
*)
    if ! command -v valgrind >/dev/null; then
        echo "run_tool.sh: valgrind is not installed; install it for $tool" >&2
        exit 2
    fi
    # Valgrind expands %p and %q{...} in the name of the log.
    plain=$(printf '%s' "$log" | sed 's/%/%%/g')
    # The options hold no blanks, so the list splits where it should.
    # shellcheck disable=SC2086
    valgrind $options --xml-file="$plain" \
        --suppressions="$here/interleave.supp" "$program" "$scenario" &
    child=$!
    finish
    if [ ! -s "$log" ]; then
        echo "run_tool.sh: valgrind wrote no log; see its message above" >&2
        exit 2
    fi
    ;;
esac
exit "$status"
