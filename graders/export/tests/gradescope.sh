#!/bin/sh
# gradescope.sh - rehearses the autograder zip of lab 01 in Gradescope's folder
# layout, without a network: made from a copy of the project in which a check is
# held back, unpacked, built once, then a few submissions.
#
# Needs bubblewrap, and a kernel that lets it work; says so if it does not.
set -u

here=$(cd "$(dirname "$0")" && pwd -P)
top=$(cd "$here/../../.." && pwd -P)
checkers=${FORMAT_CHECKERS:-$top/../shared/tools/formats}
unset MAKEFLAGS MAKELEVEL MFLAGS LAB TO COURSE
LC_ALL=C
export LC_ALL
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
chmod 711 "$tmp"
failed=0
tests=0

fail() {
    printf 'FAIL  %s\n' "$*"
    failed=$((failed + 1))
}

expect() {
    what=$1
    shift
    tests=$((tests + 1))
    "$@" >"$tmp/expect.log" 2>&1 && return
    fail "$what"
    sed 's/^/      /' "$tmp/expect.log" | tail -n 20
}

# inside COMMAND...: in the layout, with nothing else of this machine but /usr
# and /etc, and no network.
inside() {
    bwrap --tmpfs / --ro-bind /usr /usr --ro-bind /etc /etc \
        --symlink usr/bin /bin --symlink usr/lib /lib \
        --symlink usr/lib64 /lib64 --symlink usr/sbin /sbin --dev /dev \
        --proc /proc --tmpfs /tmp --bind "$tmp/a" /autograder \
        --chdir /autograder --unshare-net --unshare-pid --die-with-parent "$@"
}

mkdir -p "$tmp/a/source" "$tmp/project"
if ! inside true 2>"$tmp/bwrap"; then
    printf '0 tests of the Gradescope zip: bubblewrap does not work here: %s\n' \
        "$(head -n 1 "$tmp/bwrap")"
    exit 0
fi

(cd "$top" && tar cf - --exclude=./build --exclude=./.git .) |
    tar xf - -C "$tmp/project"
cd "$tmp/project" || exit 2
cp -R graders/handout/tests/hidden graders/01_racy_counter/hidden
printf 'lab\tpoints\tdeadline\tpenalty\n01_racy_counter\t50\t%s\t10%%\n' \
    2026-11-20T23:59-08:00 >"$tmp/course.tsv"
expect 'make gradescope' make gradescope LAB=1 TO="$tmp/zip" COURSE="$tmp/course.tsv"
zip=$tmp/zip/01_racy_counter.zip
cp "$zip" "$tmp/first.zip"
expect 'again' make gradescope LAB=1 TO="$tmp/zip" COURSE="$tmp/course.tsv"
expect 'the same bytes' cmp "$zip" "$tmp/first.zip"
(cd "$tmp/a/source" && unzip -q "$zip")
expect 'setup.sh is at its root' [ -f "$tmp/a/source/setup.sh" ]
expect 'run_autograder too, and can be run' [ -x "$tmp/a/source/run_autograder" ]
expect 'it begins with #!' grep -q '^#!/' "$tmp/a/source/run_autograder"
expect 'what is held back is in it' \
    [ -f "$tmp/a/source/graders/01_racy_counter/hidden/rubric.tsv" ]
expect 'no solution is' sh -c "! unzip -l '$zip' |
    grep -e solutions/ -e /accepted/ -e /mutants/"
cp "$tmp/a/source/run_autograder" "$tmp/a/run_autograder"

# submit DATE: grades what is in $tmp/a/submission.
submit() {
    rm -rf "$tmp/a/results"
    mkdir "$tmp/a/results"
    printf '{"id": 1, "created_at": "%s", "users": [{"name": "A. \\"x"}]}\n' \
        "$1" >"$tmp/a/submission_metadata.json"
    inside /autograder/run_autograder >"$tmp/stdout" 2>&1
    expect 'there is a result' [ -s "$tmp/a/results/results.json" ]
    result=$tmp/a/results/results.json
    [ ! -f "$checkers/check_formats.sh" ] ||
        expect 'the other checker' \
            sh "$checkers/check_formats.sh" gradescope "$result"
}

fresh() {
    rm -rf "$tmp/a/submission"
    mkdir -p "$tmp/a/submission/$1"
}
fresh src/deep
cp solutions/01_racy_counter/racy_counter.c "$tmp/a/submission/src/deep"
submit 2026-11-20T14:22:32.365935-08:00
expect 'valid' sh "$here/valid.sh" gradescope "$result"
expect 'the solution, wherever it is' jq -e '.score == 50' "$result"
expect 'with the check that is held back' \
    jq -e '.tests | any(.name == "held_back" and .score == 5)' "$result"
submit 2026-11-22T14:22:32.365935-08:00
expect 'two days late' jq -e '.score == 40 and (.output |
    test("2 days late"))' "$result"

fresh .
cp graders/class/example/u1003/labs/01_racy_counter/racy_counter.c \
    "$tmp/a/submission"
submit 2026-11-20T14:22:32.365935-08:00
expect 'the skeleton' jq -e '.score > 0 and .score < 25' "$result"
expect 'and why' jq -e '[.tests[].output] | any(test("deadlock"))' "$result"

fresh .
cp graders/hostile/08_own_main.c "$tmp/a/submission/racy_counter.c"
submit today
expect 'something hostile, on a day that nobody can read' \
    jq -e '.score < 50' "$result"

fresh .
echo nothing >"$tmp/a/submission/README"
submit 2026-11-20T14:22:32.365935-08:00
expect 'no file' jq -e '.score == 0 and (.output | test("no racy_counter.c"))' \
    "$result"

printf '%d tests of the Gradescope zip, %d failed\n' "$tests" "$failed"
[ "$failed" -eq 0 ]
