#!/bin/sh
# Grades all hostile attempts at each level of confinement that this machine
# can give, or that it can pretend to have (tests/machine.c).
#
#     levels.sh MACHINE ROOT BUILD best           at the highest level alone
#     levels.sh MACHINE ROOT BUILD all|LEVEL [NAME...]
#
# The last one is none, without confinement: there, some must succeed.
# Says which levels it cannot do, and why. Exit status 1 if anything differs.
set -u
[ $# -ge 4 ] || { echo "usage: levels.sh MACHINE ROOT BUILD best|all|LEVEL [NAME...]" >&2; exit 2; }
machine=$1 root=$2 build=$3 which=$4
shift 4
unset INTERLEAVE_CONFINE INTERLEAVE_CONFINE_MIN
umask 022

levels='full container laptop advisory none'
case $which in
best | all) ;;
*) levels=$which ;;
esac
done_levels=0
failed=0
for level in $levels; do
    kind=$level
    [ "$level" != none ] || kind=laptop
    why=$("$machine" "$kind" "$root" "$build" true 2>&1)
    if [ $? -eq 0 ] && [ "$level" != full ]; then
        why=$("$machine" "$kind" "$root" "$build" sh -c '
            for folder in /tmp/tree/graders /tmp/tree/labs /tmp/tree/common \
                /tmp/tree/solutions /tmp/build; do
                find "$folder" ! -readable | head -n 1
            done' 2>&1)
        [ -z "$why" ] || why="another user cannot read $why"
    elif [ "$level" = full ] && [ "$(id -u)" -ne 0 ]; then
        why='only root can give another uid'
    fi
    if [ -n "$why" ]; then
        echo "$level: left out, $why"
        [ "$which" != "$level" ] || failed=1
        continue
    fi
    echo "== $level"
    if [ "$level" = none ]; then
        INTERLEAVE_CONFINE=none
        export INTERLEAVE_CONFINE
    fi
    "$machine" "$kind" "$root" "$build" sh /tmp/tree/graders/hostile/run.sh \
        "$level" /tmp/build/bin/grade /tmp/tree /tmp/build "$@" || failed=1
    done_levels=$((done_levels + 1))
    [ "$which" != best ] || break
done
# level_here: what the grader finds.
level_here() {
    result=$(mktemp -d) || exit 2
    "$build/bin/grade" --root "$root" --build "$build" --lab 01_racy_counter \
        --result "$result/result.json" "$root/graders/hostile/68_empty.c" \
        >/dev/null 2>&1
    jq -r .confinement.level "$result/result.json"
    rm -rf "$result"
}

# In a container or a chroot there is no other machine to be had, and root's
# attempts have a uid of their own. An ordinary user without namespaces has
# much to lose.
if [ $done_levels -eq 0 ] && [ "$(id -u)" -eq 0 ]; then
    level=$(level_here)
    echo "== $level, here"
    sh "$root/graders/hostile/run.sh" "$level" "$build/bin/grade" "$root" \
        "$build" "$@" || failed=1
elif [ $done_levels -eq 0 ]; then
    echo 'nothing was tried'
    failed=1
fi
[ $failed -eq 0 ]
