# work.sh - folders in /tmp in which grade works. Read by grade.sh, chunk.sh
# and chunks.sh.
# shellcheck shell=sh
#
# A link to each of them stands in OUT/.class, so that whoever comes after a
# run that was killed finds what it left behind.

# Only what a name of ours leads to: `grade` works there, and leaves it behind
# when it is killed. One that is still ending may put something in meanwhile,
# so this is tried for some seconds.
forget_work() {
    case $1 in
    /tmp/ilv.??????) ;;
    *) return ;;
    esac
    tries=0
    until rm -rf -- "$1" 2>/dev/null && [ ! -e "$1" ]; do
        tries=$((tries + 1))
        [ $tries -lt 50 ] || break
        sleep 0.1
    done
}

# Folders on this machine that chunks left behind; in OUT/.class. Whoever works
# in one, or is still ending there, has its lock.
forget_dead_chunks() {
    for link in "work.$(uname -n)".*; do
        [ -L "$link" ] || continue
        folder=$(readlink "$link")
        if [ ! -d "$folder" ]; then
            rm -f -- "$link"
        elif flock -n "$folder" true 2>/dev/null; then
            forget_work "$folder"
            rm -f -- "$link"
        fi
    done
}
