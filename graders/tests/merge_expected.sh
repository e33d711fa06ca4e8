#!/bin/sh
# merge_expected.sh OLD NEW LAB... - puts the rows of these labs from NEW into
# OLD and leaves the other labs' rows as they are.
set -eu
old=$1 new=$2
shift 2
labs=" $* "
[ -f "$old" ] || printf 'attempt\tlab\tcheck\tverdict\texecutions\n' > "$old"
{
    head -n 1 "$old"
    {
        tail -n +2 "$old" | awk -F'\t' -v labs="$labs" 'index(labs, " " $2 " ") == 0'
        tail -n +2 "$new"
    } | sort -s -t'	' -k2,2
} > "$old.tmp"
mv "$old.tmp" "$old"
