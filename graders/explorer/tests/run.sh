#!/bin/sh
# run.sh BUILD - tests of what the explorer says: reports of every verdict,
# tokens, documents that nobody should believe, the commands' exit statuses.
# UPDATE=1 writes golden/ anew; read the difference.
#
# Exit status: 0 all passed, 1 not.
set -u

build=$(cd "${1:?usage: run.sh BUILD}" && pwd) || exit 2
root=$(cd "$(dirname "$0")/../../.." && pwd)
here=$root/graders/explorer/tests
cd "$root" || exit 2
BUILD=$build LC_ALL=C
export BUILD LC_ALL
unset NO_COLOR CLICOLOR_FORCE EXPLORE_REPLAY
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
chmod 755 "$tmp"
mkdir "$tmp/actual" "$tmp/json" "$tmp/programs"
failed=0
tests=0

fail() {
    printf 'FAIL  %s\n' "$*"
    failed=$((failed + 1))
}

# golden NAME COMMAND...: the same output and exit status as before. How many
# executions the search took is not what is tested here.
golden() {
    name=$1
    shift
    tests=$((tests + 1))
    "$@" > "$tmp/raw" 2> "$tmp/errors" < /dev/null
    printf 'exit %d\n' $? >> "$tmp/raw"
    sed -e 's/^executions: [1-9][0-9]*/executions: N/' \
        -e 's/^seen: .*/seen: .../' "$tmp/raw" > "$tmp/actual/$name"
    if [ -n "${UPDATE-}" ]; then
        mkdir -p "$here/golden" && cp "$tmp/actual/$name" "$here/golden/$name"
    elif ! diff -u "$here/golden/$name" "$tmp/actual/$name"; then
        fail "$name"
        cat "$tmp/errors"
    fi
}

# status N COMMAND...: that exit status; what it prints is in $tmp/out.
status() {
    wanted=$1
    shift
    tests=$((tests + 1))
    "$@" > "$tmp/out" 2>&1 < /dev/null
    got=$?
    [ "$got" -eq "$wanted" ] && return
    fail "exit $got instead of $wanted: $*"
    sed 's/^/      /' "$tmp/out"
}

# says TEXT: the command of the last status() said so.
says() {
    tests=$((tests + 1))
    grep -qF -- "$1" "$tmp/out" && return
    fail "'$1' is not said:"
    sed 's/^/      /' "$tmp/out"
}

field() {
    sed -n "s/^$1: //p" "$2"
}

# length FILE [KEY]: how a document's schedule ends, how long it is; of what
# stands under that key.
length() {
    KEY=${2-} perl -MJSON::PP -0777 -ne 'my $json = decode_json($_);
        $json = $json->{$ENV{KEY}} if $ENV{KEY};
        print "@$json{qw(verdict preemptions step_count)}\n" if $json' "$1"
}

explore=$build/bin/explore

### reports of programs, and their tokens
for file in "$here"/programs/*.c; do
    name=$(basename "$file" .c)
    options=$(sed -n 's,^// Options: ,,p' "$file")
    program=$tmp/programs/$name
    # shellcheck disable=SC2086
    golden "$name" sh graders/explorer/explore.sh "$file" -- $options
    sh graders/explorer/compile.sh "$program" "$file" 2> /dev/null || continue
    # shellcheck disable=SC2086
    "$explore" run --json "$tmp/json/$name.json" --replay token= "$program" \
        $options > "$tmp/first"
    token=$(sed -n 's/^token=//p' "$tmp/first")
    [ -n "$token" ] || continue
    "$explore" run --json "$tmp/json/$name-replay.json" --all "$program" \
        "replay=$token" > "$tmp/second"
    tests=$((tests + 1))
    [ "$(field verdict "$tmp/first")" = "$(field verdict "$tmp/second")" ] ||
        fail "$name: its replay ends otherwise"
    # shellcheck disable=SC2086
    "$explore" run --json "$tmp/again" "$program" $options > /dev/null
    tests=$((tests + 1))
    cmp -s "$tmp/json/$name.json" "$tmp/again" ||
        fail "$name: exploring again gives another document"
    last=$token
    tests=$((tests + 1))
    grep -q '"found_first":true\|"first":{' "$tmp/json/$name.json" ||
        fail "$name: nothing is said of the schedule that was found first"
    token=$(sed -n 's/.*"first":{.*"token":"\([a-z0-9]*\)".*/\1/p' \
        "$tmp/json/$name.json")
    [ -n "$token" ] || continue
    "$explore" run --json "$tmp/again" "$program" "replay=$token" > /dev/null
    tests=$((tests + 1))
    [ "$(length "$tmp/again")" = "$(length "$tmp/json/$name.json" first)" ] ||
        fail "$name: what was found first ends otherwise in its replay"
done

### what was found first: what the shortest one is short of
tests=$((tests + 3))
[ "$(length "$tmp/json/lost_update.json" first)" = 'wrong_result 2 5' ] ||
    fail 'lost_update: another schedule is found first'
[ "$(length "$tmp/json/long_first.json" first)" = 'wrong_result 82 245' ] ||
    fail 'long_first: another schedule is found first'
perl -MJSON::PP -0777 -ne 'my $steps = decode_json($_)->{first}{steps};
    exit !(@$steps < 120 && $steps->[-1]{step} == 245)' \
    "$tmp/json/long_first.json" || fail 'a long first schedule is not cut'

### tokens that do not fit
status 2 "$explore" run "$tmp/programs/lock_order" "replay=$last"
says 'the token belongs to another program'
status 2 "$explore" run "$tmp/programs/lock_order" 'replay=no token!'
says 'this is no token'
status 2 "$explore" run "$tmp/programs/lock_order" 'replay=aaaaaaaaaaaaaaaa'

### documents
for file in "$here"/documents/*.json; do
    golden "document-$(basename "$file" .json)" "$explore" show --name x.c \
        "$file"
done
status 2 "$explore" show "$tmp/nothing.json"
status 2 "$explore" show
status 2 "$explore" run "$tmp/nothing"

if perl -MJSON::Validator -e 1 2> /dev/null; then
    SCHEMA=$root/graders/explorer/trace.schema.json
    export SCHEMA
    status 0 perl graders/grade/tests/validate.pl "$tmp"/json/*.json \
        "$here"/documents/[fhos]*.json
    status 0 perl graders/grade/tests/validate.pl --reject \
        "$here"/documents/[acgn]*.json
else
    echo 'note: without libjson-validator-perl documents are not validated'
fi

### never wider than a terminal, never a control character
tests=$((tests + 1))
wide=$(awk 'length($0) > 80 { print FILENAME ": " FNR }' "$tmp"/actual/*)
[ -z "$wide" ] || fail "wider than 80 columns: $wide"
tests=$((tests + 1))
grep -l "$(printf '[\001-\010\013-\037\177-\377]')" "$tmp"/actual/* &&
    fail 'control characters are printed'

### colours on a terminal, unless nobody wants them
if command -v script > /dev/null; then
    deadlock="$explore show $here/documents/starvation.json"
    tests=$((tests + 2))
    TERM=xterm script -qec "$deadlock" /dev/null < /dev/null |
        grep -q "$(printf '\033')" || fail 'no colours on a terminal'
    NO_COLOR=1 TERM=xterm script -qec "$deadlock" /dev/null < /dev/null |
        grep -q "$(printf '\033')" && fail 'colours in spite of NO_COLOR'
fi

### the commands
program=$here/programs/lock_order.c
quiet() {
    env -u MAKEFLAGS -u MAKELEVEL make --no-print-directory "BUILD=$build" "$@"
}
mkdir "$tmp/with blank"
cp "$program" "$tmp/with blank/it's.c"
printf 'int answer(void);\n' > "$tmp/with blank/beside.h"
printf '#include "beside.h"\nint main(void) { return 0; }\n' \
    > "$tmp/with blank/includes.c"
status 1 quiet explore "FILE=$tmp/with blank/it's.c"
says 'verdict: deadlock'
says "make replay FILE='$tmp/with blank/it'\\''s.c' TOKEN="
token=$(sed -n 's/.*TOKEN=//p' "$tmp/out")
status 1 quiet replay "FILE=$tmp/with blank/it's.c" "TOKEN=$token"
says 'verdict: deadlock'
status 0 quiet explore "FILE=$tmp/with blank/includes.c"
status 0 quiet explore "FILE=$here/programs/ok.c"
says 'verdict: ok'
status 0 quiet explore "FILE=$here/programs/ok.c" 'CFLAGS=-O2 -lm -DX="a b"' \
    BUDGET=1000 SPURIOUS=1 EARLY=0 RACES=off
status 2 quiet explore "FILE=$here/programs/limit.c" BUDGET=20
says 'verdict: limit_reached'
status 2 quiet explore "FILE=$tmp/nothing.c"
status 2 quiet explore
status 2 quiet explore "FILE=$program" BUDGET=none
status 2 quiet replay "FILE=$program"
status 1 quiet explore "FILE=$here/programs/does_not_compile.c"
says 'verdict: does_not_compile'
says 'executions: 0'

### in the debugger
if command -v gdb > /dev/null; then
    printf 'fiber 1\nfiber 2\nquit\n' > "$tmp/commands"
    tests=$((tests + 1))
    sh graders/explorer/explore.sh -g -r "$token" "$tmp/with blank/it's.c" \
        < "$tmp/commands" > "$tmp/out" 2>&1 || fail 'gdb ends with an error'
    says 'Here the schedule fails: VERDICT_DEADLOCK'
    says 'in there (unused=0x0)'
    says 'in back (unused=0x0)'
else
    echo 'note: without gdb GDB=1 is not tested'
fi

printf '%d tests, %d failed\n' "$tests" "$failed"
[ "$failed" -eq 0 ]
