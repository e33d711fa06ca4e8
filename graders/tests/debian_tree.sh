# debian_tree.sh - a minimal Debian 12 in a folder, with a clone of this
# repository as /interleave. Sourced by fresh.sh and virtual.sh; needs root.

if [ "$(id -u)" -ne 0 ]; then
    echo 'debootstrap and chroot need root: the same command with sudo' >&2
    exit 2
fi
command -v debootstrap > /dev/null || {
    echo 'debootstrap is missing: sh graders/setup.sh test' >&2
    exit 2
}

# unmount_tree ROOT
unmount_tree() {
    for folder in proc dev/shm dev/pts; do
        umount -l "$1/$folder" 2> /dev/null || true
    done
}

# debian_tree ROOT [PACKAGES]: what was in ROOT is gone afterwards; PACKAGES,
# with commas between them, are in it from the start.
debian_tree() {
    top=$(git rev-parse --show-toplevel)
    mirror=$(sed -n 's/^URIs: *\(http[^ ]*debian\)\/\{0,1\}$/\1/p; s/^deb \(\[[^]]*\] \)\{0,1\}\(http[^ ]*debian\)\/\{0,1\} bookworm .*/\2/p' \
        /etc/apt/sources.list /etc/apt/sources.list.d/* 2> /dev/null | head -n 1)
    mirror=${mirror:-http://deb.debian.org/debian}
    unmount_tree "$1"
    rm -rf "$1"
    printf '%s: debootstrap bookworm from %s\n' "${0##*/}" "$mirror"
    debootstrap --variant=minbase ${2:+"--include=$2"} bookworm "$1" "$mirror" \
        > "$1.log" 2>&1 || {
        tail -n 5 "$1.log"
        exit 1
    }
    # How this machine reaches its packages: proxies and certificates, if any.
    cp /etc/resolv.conf "$1/etc/resolv.conf" 2> /dev/null || true
    for file in /etc/apt/apt.conf.d/*proxy* /etc/apt/apt.conf; do
        [ ! -f "$file" ] || cp "$file" "$1/etc/apt/apt.conf.d/"
    done
    git clone -q --no-hardlinks "$top" "$1/interleave"
    mount -t proc proc "$1/proc"
    mkdir -p "$1/dev/shm"
    mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
    mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$1/dev/pts"
    ln -sf pts/ptmx "$1/dev/ptmx"
}

# inside ROOT NAME COMMAND: runs it there, in the repository; NAME is what it is
# called. Shows the end of what it says; ends the script if it fails.
inside() {
    printf '%s: %s: %s\n' "${0##*/}" "$2" "$3"
    chroot "$1" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
        sh -c "cd /interleave && $3" < /dev/null > "$1/output" 2>&1 || {
        status=$?
        tail -n 40 "$1/output"
        printf '%s: %s failed with status %d (all of it: %s)\n' \
            "${0##*/}" "$2" "$status" "$1/output"
        exit 1
    }
    tail -n 25 "$1/output"
}
