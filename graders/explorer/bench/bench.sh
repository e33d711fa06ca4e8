#!/bin/sh
# bench.sh FOLDER [quick] - builds the programs of programs.tsv for the
# explorer, and bench, and runs it. BUILD and CC as for compile.sh.
set -u
here=$(dirname -- "$0")
folder=$1
shift
mkdir -p "$folder"
number=0
tab=$(printf '\t')
while IFS="$tab" read -r _ file flags _; do
    number=$((number + 1))
    [ "$number" -gt 1 ] || continue
    # shellcheck disable=SC2086
    sh "$here/../compile.sh" "$folder/$((number - 1))" "$here/$file.c" \
        ${flags#-none} -Wall -Wextra || exit 2
done < "$here/programs.tsv"
sh "$here/../compile.sh" "$folder/idle" "$here/idle.c" || exit 2
"${CC:-gcc}" -std=c11 -Wall -Wextra -Wpedantic -O1 -o "$folder/bench" \
    "$here/bench.c" || exit 2
exec "$folder/bench" "$folder" "$here/programs.tsv" "$@"
