#!/bin/sh
# handout.sh LAB... - make handout: TO/interleave.tar.gz, the same bytes for the
# same files. From the environment: HANDOUT_TO. Run at the top of the project.
set -eu

LC_ALL=C
export LC_ALL
to=$HANDOUT_TO
mkdir -p -- "$to"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM

sh graders/handout/stage.sh "$tmp/interleave" "$@"
chmod -R u=rwX,go=rX "$tmp/interleave"
tar -C "$tmp" --sort=name --owner=0 --group=0 --numeric-owner \
    --mtime='2000-01-01 00:00:00Z' -cf "$tmp/interleave.tar" interleave
gzip -n -9 "$tmp/interleave.tar"
mv -- "$tmp/interleave.tar.gz" "$to/interleave.tar.gz"
printf '%s: %d labs, %d files, %d kB\n' "$to/interleave.tar.gz" $# \
    "$(find "$tmp/interleave" -type f | wc -l)" \
    "$(($(wc -c <"$to/interleave.tar.gz") / 1000))"
