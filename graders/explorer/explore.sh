#!/bin/sh
# explore.sh [-r TOKEN] [-g] FILE [FLAG...] [-- OPTION=VALUE...]
#
# Compiles a C program with a main and explores it: every schedule, one
# verdict. Flags are the compiler's; options are listed in README.md. Prints
# the report and, on lines of their own, `verdict: <word>` and
# `executions: <n>`. Needs `make explorer`; BUILD and CC say where it is and
# what compiles. Any number of these may run at a time.
#
#   -r TOKEN  runs that one schedule and shows every step
#   -g        in gdb, which stops where it fails
#
# Exit status: 0 ok, 1 a failure was found, 2 undecided.
set -u

here=$(dirname -- "$0")
BUILD=${BUILD:-build}
export BUILD
token='' debugger=''
while getopts r:g letter; do
    case $letter in
    r) token=$OPTARG ;;
    g) debugger=yes ;;
    *) exit 2 ;;
    esac
done
shift $((OPTIND - 1))
[ "${1-}" != -- ] || shift
if [ $# -eq 0 ]; then
    printf 'usage: explore.sh [-r TOKEN] [-g] FILE [FLAG...] [-- OPTION=VALUE...]\n' >&2
    exit 2
fi
file=$1
shift
if [ ! -f "$file" ] || [ ! -r "$file" ]; then
    printf 'explore: %s is no file that can be read\n' "$file" >&2
    exit 2
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/explore-XXXXXX") || exit 2
trap 'rm -rf "$folder"' EXIT
trap 'exit 2' HUP INT TERM
chmod 755 "$folder" || exit 2 # who runs it may be another user

# What stands behind -- is for the program: it goes round to the end.
flags=0
for argument in "$@"; do
    [ "$argument" = -- ] && break
    flags=$((flags + 1))
done
show_options="--name $(basename -- "$file" | tr -cs 'A-Za-z0-9._\n-' '_')"

compile() {
    count=$1
    shift
    # Drops what stands behind the flags.
    total=$#
    while [ "$total" -gt 0 ]; do
        [ "$count" -le 0 ] || set -- "$@" "$1"
        shift
        count=$((count - 1)) total=$((total - 1))
    done
    sh "$here/compile.sh" "$folder/program" "$file" "$@" 2> "$folder/log"
}

compile "$flags" "$@"
status=$?
[ ! -s "$folder/log" ] || head -n 60 "$folder/log" >&2
if [ "$status" -eq 1 ]; then
    printf '%s  does not compile\n' "$(basename -- "$file")"
    printf 'verdict: does_not_compile\nexecutions: 0\n'
    exit 1
fi
[ "$status" -eq 0 ] || exit 2

while [ "$flags" -gt 0 ]; do
    shift
    flags=$((flags - 1))
done
[ "${1-}" != -- ] || shift
[ -z "$token" ] || set -- "$@" "replay=$token"

if [ -n "$debugger" ]; then
    gdb -q -x "$here/replay.gdb" --args "$folder/program" "$@"
    exit
fi
[ -z "$token" ] || show_options="$show_options --all"
# Its words hold no blanks.
# shellcheck disable=SC2086
"$BUILD/bin/explore" run $show_options ${EXPLORE_REPLAY:+--replay} \
    ${EXPLORE_REPLAY:+"$EXPLORE_REPLAY"} "$folder/program" "$@"
