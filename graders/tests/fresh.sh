#!/bin/sh
# fresh.sh [handout] - the README's two commands on a fresh machine: a minimal
# Debian 12 made by debootstrap, a clone of this repository inside, and the
# commands as they stand in the README. Between them, with the packages that
# students have and no others, the handout from its tarball; with "handout" that
# alone. FRESH_PARTS in the environment: only these parts of the second one's
# tests. Needs root; prints where it worked if it fails.
set -eu
only=${1-}
if [ "$(id -u)" -ne 0 ]; then
    echo 'test-fresh needs root, for debootstrap and chroot: sudo make test-fresh' >&2
    exit 2
fi
command -v debootstrap > /dev/null || {
    echo 'debootstrap is missing: sh graders/setup.sh test' >&2
    exit 2
}
top=$(git rev-parse --show-toplevel)
root=${FRESH_ROOT:-/var/tmp/interleave-fresh}
suite=bookworm
mirror=$(sed -n 's/^URIs: *\(http[^ ]*debian\)\/\{0,1\}$/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\(http[^ ]*debian\)\/\{0,1\} bookworm .*/\2/p' \
    /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | head -n 1)
mirror=${mirror:-http://deb.debian.org/debian}

unmount() {
    umount -l "$root/proc" 2> /dev/null || true
    umount -l "$root/dev/shm" 2> /dev/null || true
    umount -l "$root/dev/pts" 2> /dev/null || true
}
trap unmount EXIT
unmount
rm -rf "$root"
printf 'fresh: debootstrap %s from %s\n' "$suite" "$mirror"
debootstrap --variant=minbase "$suite" "$root" "$mirror" > "$root.log" 2>&1 || {
    tail -n 5 "$root.log"
    exit 1
}
# How this machine reaches its packages: proxies and certificates, if any.
cp /etc/resolv.conf "$root/etc/resolv.conf" 2> /dev/null || true
for file in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf; do
    [ -f "$file" ] && cp "$file" "$root/etc/apt/apt.conf.d/" || true
done
git clone -q --no-hardlinks "$top" "$root/interleave"
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
ln -sf pts/ptmx "$root/dev/ptmx"

# The commands: the lines of the README's first two `sh` blocks.
awk '/^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } inside' \
    "$root/interleave/README.md" | head -n 2 > "$root/commands"
[ "$(wc -l < "$root/commands")" -eq 2 ] || {
    echo 'fresh: the README has not two commands' >&2
    exit 1
}
# inside NAME COMMAND: runs it there; NAME is what it is called.
inside() {
    printf 'fresh: %s: %s\n' "$1" "$2"
    chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        sh -c "cd /interleave && $2" < /dev/null > "$root/output" 2>&1 || {
        status=$?
        tail -n 40 "$root/output"
        printf 'fresh: %s failed with status %d (all of it: %s)\n' \
            "$1" "$status" "$root/output"
        exit 1
    }
    tail -n 25 "$root/output"
}
handout='sh graders/handout/tests/run.sh'
if [ "$only" = handout ]; then
    inside 'setup' 'sh graders/setup.sh'
    inside 'the handout' "$handout"
    unmount
    rm -rf "$root"
    echo 'fresh: the handout works on a minimal Debian 12'
    exit 0
fi
inside 'command 1' "$(sed -n 1p "$root/commands")"
inside 'the handout' "$handout"
inside 'command 2' "$(sed -n 2p "$root/commands")${FRESH_PARTS:+ TEST_PARTS='$FRESH_PARTS'}"
unmount
rm -rf "$root"
echo 'fresh: both commands and the handout work on a minimal Debian 12'
