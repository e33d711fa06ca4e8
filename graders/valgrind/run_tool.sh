#!/bin/sh
# run_tool.sh TOOL PROGRAM SCENARIO LOGFILE - runs one scenario of a scenario
# program under helgrind, drd, memcheck or tsan, and leaves the log in LOGFILE.
#
# For tsan the program must be built with -fsanitize=thread. The options are
# those of tool_options.c, asked of $EXPLAIN. A scenario that hangs is ended
# after $TOOL_SECONDS (60), with SIGTERM: after SIGKILL a log is cut short.
# Exit status: the program's own; 124 when it hung; 2 when the tool cannot be
# started.
set -u

if [ $# -ne 4 ]; then
    echo 'usage: run_tool.sh helgrind|drd|memcheck|tsan PROGRAM SCENARIO LOG' >&2
    exit 2
fi
tool=$1 program=$2 scenario=$3 log=$4
here=$(dirname -- "$0")
: "${EXPLAIN:=build/bin/explain}"
limit="timeout -k 10 ${TOOL_SECONDS:-60}"

options=$("$EXPLAIN" --print-options "$tool") || exit 2
rm -f -- "$log" "$log".[0-9]*
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
    # shellcheck disable=SC2086
    TSAN_OPTIONS="$joined:log_path='$log'" $limit "$program" "$scenario" &
    child=$!
    finish
    # One log a process, and none from a process that reports nothing.
    : >"$log" || exit 2
    for part in "$log".[0-9]*; do
        if [ -f "$part" ]; then
            cat -- "$part" >>"$log"
            rm -f -- "$part"
        fi
    done
    ;;
*)
    if ! command -v valgrind >/dev/null; then
        echo "run_tool.sh: valgrind is not installed; install it for $tool" >&2
        exit 2
    fi
    # Valgrind expands %p and %q{...} in the name of the log.
    plain=$(printf '%s' "$log" | sed 's/%/%%/g')
    # The options hold no blanks, so the lists split where they should.
    # shellcheck disable=SC2086
    $limit valgrind $options --xml-file="$plain" \
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
