#!/bin/sh
# virtual.sh [COMMAND] - a whole Debian 12 in a virtual machine: its own kernel,
# systemd, and with them control groups of version 2, as most machines have
# them. COMMAND runs there as root, in a clone of this repository that is built
# already; without one, the tests of confinement do.
#
# Needs root and about 8 GB in /var/tmp (VIRTUAL_ROOT names another place). With
# /dev/kvm it takes minutes, without it much longer; VIRTUAL_ACCEL=tcg does
# without it, where a machine that is virtual itself cannot have others.
# Exit status: the command's.
set -eu
command=${1:-make test-harness test-hostile && make hostile LEVEL=laptop}
root=${VIRTUAL_ROOT:-/var/tmp/interleave-virtual}
here=$(dirname "$0")
# shellcheck source=graders/tests/debian_tree.sh
. "$here/debian_tree.sh"
if [ "$(dpkg --print-architecture)" != amd64 ]; then
    echo "virtual.sh knows how to start amd64's kernel only" >&2
    exit 2
fi

remove() {
    unmount_tree "$root"
    rm -rf "$root" "$root".*
}
trap remove EXIT
trap 'exit 2' HUP INT TERM
debian_tree "$root" \
    systemd-sysv,dbus,initramfs-tools,linux-image-cloud-amd64,util-linux
inside "$root" 'packages' 'sh graders/setup.sh test'
inside "$root" 'programs' \
    'make class-programs build/bin/export build/bin/machine'
unmount_tree "$root"

# --- what it does when it has started ------------------------------------------
# Its console is our standard output, and the last line has the status.
echo '/dev/vda / ext4 defaults 0 1' > "$root/etc/fstab"
cat > "$root/etc/systemd/system/interleave.service" << 'UNIT'
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/sh /interleave.sh
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
[Install]
WantedBy=multi-user.target
UNIT
cat > "$root/interleave.sh" << 'SCRIPT'
export HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd /interleave
echo "virtual: Linux $(uname -r), control groups: $(stat -fc %T /sys/fs/cgroup)"
sh -c "$(cat /interleave.command)"
echo "virtual: status $?"
systemctl --no-block poweroff
SCRIPT
printf '%s\n' "$command" > "$root/interleave.command"
chroot "$root" systemctl -q enable interleave.service
chroot "$root" systemctl -q mask serial-getty@ttyS0.service

# --- the machine ----------------------------------------------------------------
cp "$root"/boot/vmlinuz-* "$root.kernel"
cp "$root"/boot/initrd.img-* "$root.initrd"
mke2fs -q -t ext4 -d "$root" "$root.disk" 6G
printf 'virtual.sh: in the machine: %s\n' "$command"
# A guest of a guest may not be told of arch-capabilities.
qemu-system-x86_64 -machine "accel=${VIRTUAL_ACCEL:-kvm:tcg}" \
    -cpu max,-arch-capabilities \
    -smp "$(nproc)" -m 4096 -nographic -no-reboot -net none \
    -kernel "$root.kernel" -initrd "$root.initrd" \
    -append 'root=/dev/vda rw console=ttyS0 quiet' \
    -drive "file=$root.disk,format=raw,if=virtio" < /dev/null 2>&1 |
    sed -u 's/\r$//; s/.*\(virtual: \)/\1/' | tee "$root.console" |
    sed -u -n '/^virtual: Linux/,$p'
status=$(sed -n 's/^virtual: status //p' "$root.console")
if [ -z "$status" ]; then
    tail -n 20 "$root.console"
    echo 'virtual.sh: the machine ended without a status' >&2
    exit 2
fi
exit "$status"
