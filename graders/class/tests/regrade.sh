#!/bin/sh
# regrade.sh - tests of make regrade: what changed, and why.
#
# usage: regrade.sh BUILD
set -u

build=${1:?usage: regrade.sh BUILD}
mkdir -p "$build" && build=$(cd "$build" && pwd -P) || exit 2
here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
unset NO_COLOR CLICOLOR_FORCE MAKEFLAGS MAKELEVEL MFLAGS SUBMISSIONS OUT COMPARE
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
failed=0
tests=0

fail() {
    printf 'FAIL  %s\n' "$*"
    sed 's/^/      /' "$tmp/out" | tail -n 20
    failed=$((failed + 1))
}

# run STATUS GOAL ARGUMENT...: make ends like that; what it said is in $tmp/out.
run() {
    wanted=$1
    shift
    tests=$((tests + 1))
    make -C "$top" --no-print-directory BUILD="$build" \
        SUBMISSIONS="$tmp/class" "$@" >"$tmp/out" 2>&1 </dev/null
    status=$?
    [ $status -eq "$wanted" ] || fail "make $* ended with $status, not $wanted"
}

# said WORDS, silent WORDS: whether they are in there, wherever lines break.
said() {
    tests=$((tests + 1))
    tr -s '\n ' '  ' <"$tmp/out" | grep -q -e "$1" || fail "it should say '$1'"
}

silent() {
    tests=$((tests + 1))
    ! tr -s '\n ' '  ' <"$tmp/out" | grep -q -e "$1" ||
        fail "it should not say '$1'"
}

# forge SED-COMMAND STUDENT: the old result becomes another one.
forge() {
    sed -i "$1" "$tmp/old/$2/01_racy_counter/result.json"
}

# Attempts that are quick to grade.
for id in changed grader_only bug gone undecided confined "od'd \"x"; do
    mkdir -p "$tmp/class/$id"
    printf 'this is not C, says %s\n' "$id" >"$tmp/class/$id/racy_counter.c"
done
run 0 grade OUT="$tmp/before"

# --- nothing ---------------------------------------------------------------------
run 0 regrade OUT="$tmp/after" COMPARE="$tmp/before"
said 'nothing changed: 7 results'
silent 'why:'
tests=$((tests + 1))
diff -r -x timings.json -x .class "$tmp/before" "$tmp/after" >"$tmp/out" ||
    fail 'a regrade is a grade'

# --- each reason -----------------------------------------------------------------
cp -R "$tmp/before" "$tmp/old"
echo "that is not C either" >"$tmp/class/changed/racy_counter.c"
rm -r "$tmp/class/gone"
mkdir "$tmp/class/late"
echo 'this is not C' >"$tmp/class/late/racy_counter.c"
forge 's/"grader": "..../"grader": "0123/; s/type name/kind name/' grader_only
forge 's/"level": "/"level": "un/; s/type name/kind name/' confined
run 0 regrade OUT="$tmp/after" COMPARE="$tmp/old"
said 'changed 01_racy_counter: 0/20 does_not_compile -> 0/20 does_not_compile why: the attempt changed'
said 'gone 01_racy_counter: 0/20 does_not_compile -> nothing why: there is no result any more'
said 'late 01_racy_counter: nothing -> 0/20 does_not_compile why: there was no result before'
said 'grader_only 01_racy_counter: .* why: the grader changed'
said 'confined 01_racy_counter: .* why: attempts were confined in another way'
said '5 of 8 results changed'
silent 'BUG'

# --- the same inputs -------------------------------------------------------------
forge 's/type name/kind name/' bug
run 2 regrade OUT="$tmp/after" COMPARE="$tmp/old"
said 'bug 01_racy_counter: .* why: NOTHING IT DEPENDS ON CHANGED: a bug in the grader'
said 'BUG IN THE GRADER: 1 result changed'

# An undecided one is not a bug of the judgement, but a thing to know.
cp -R "$tmp/before/." "$tmp/old"
forge 's/"decided": true/"decided": false/; s/does_not_compile/grader_fault/
    s/not_run/undecided/' undecided
run 0 regrade OUT="$tmp/after" COMPARE="$tmp/old"
said 'undecided 01_racy_counter: ?/20 grader_fault -> 0/20 does_not_compile why: the grader could not decide'
silent 'BUG'

echo '{' >"$tmp/old/bug/01_racy_counter/result.json"
run 2 regrade OUT="$tmp/after" COMPARE="$tmp/old"
said 'why: a result cannot be read'

# --- what cannot be compared -----------------------------------------------------
run 2 regrade OUT="$tmp/after" COMPARE="$tmp/there is nothing"
said 'there are no results in'
run 2 regrade OUT="$tmp/after" COMPARE="$tmp/class"
said 'there are no results in'
run 2 regrade OUT="$tmp/after" COMPARE="$tmp/after/../after"
said 'are the same folder'

if [ $failed -gt 0 ]; then
    echo "regrade: $failed of $tests tests failed"
    exit 1
fi
echo "regrade: $tests tests passed"
