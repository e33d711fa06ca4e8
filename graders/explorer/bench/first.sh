#!/bin/sh
# first.sh FOLDER LAB... - builds the skeleton and the mutants of each lab for
# the explorer, and first, and runs it. BUILD and CC as for compile.sh.
set -u
here=$(dirname -- "$0")
folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder"
for lab; do
    mkdir "$folder/$lab"
    printf '%s\n' "skeleton labs/$lab/${lab#*_}.c"
    for file in "graders/$lab"/mutants/*.c; do
        name=${file##*/}
        printf '%s\n' "${name%.c} $file"
    done | sed "s,^,$lab ,"
done | sed "s,^skeleton labs/\([^/]*\),\1 &," > "$folder/attempts"
# Names hold no blanks.
export here folder
xargs -P "${JOBS:-2}" -L 1 sh -c '
    sh "$here/../link_lab.sh" "$folder/$0/$1" "$0" "$2" || exit 255
    rm -f "$folder/$0/$1".*' < "$folder/attempts" || exit 2
"${CC:-gcc}" -std=gnu11 -Wall -Wextra -Wpedantic -O1 -o "$folder/first" \
    "$here/first.c" || exit 2
exec "$folder/first" "$folder"
