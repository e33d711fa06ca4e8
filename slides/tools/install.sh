#!/bin/sh
# install.sh FOLDER - Marp CLI and what else the lock file names, into FOLDER.
# Exit status: 0 it is there, 2 it cannot be got.
set -eu
folder=$1
for program in node npm; do
    command -v "$program" > /dev/null || {
        echo "slides: $program is missing: sh graders/setup.sh slides" >&2
        exit 2
    }
done
mkdir -p "$folder"
rm -f "$folder/installed"
cp slides/package.json slides/package-lock.json "$folder"
npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund \
    > "$folder/log" 2>&1 || {
    tail -n 5 "$folder/log" >&2
    echo "slides: npm ci failed (all of it: $folder/log)" >&2
    exit 2
}
touch "$folder/installed"
