#!/bin/sh
# stage.sh FOLDER LAB... - puts what students get into a new folder: the files
# of files.txt, the skeletons as they were, and the README's students' part.
# Run at the top of the project.
set -eu

LC_ALL=C
export LC_ALL
folder=$1
shift
here=graders/handout
[ ! -e "$folder" ] || {
    echo "stage.sh: $folder is there already" >&2
    exit 2
}
mkdir -p "$folder"

# matching "" or "!": the files of those lines, for each lab.
matching() {
    sed -n "s/^$1\\([^#!]\\)/\\1/p" $here/files.txt | while read -r pattern; do
        case $pattern in
        *LAB*)
            for lab in $labs; do
                printf '%s\n' "$pattern" |
                    sed "s/LAB/$lab/; s/STEM/${lab#*_}/"
            done
            ;;
        *) printf '%s\n' "$pattern" ;;
        esac
    done | while read -r pattern; do
        for file in $pattern; do
            [ ! -f "$file" ] || printf '%s\n' "$file"
        done
    done | sort -u
}

labs=$*
list=$folder/.files
matching '' >"$list.all"
matching '!' >"$list.not"
comm -23 "$list.all" "$list.not" >"$list"
while read -r file; do
    mkdir -p "$folder/${file%/*}"
    [ "${file%/*}" != "$file" ] || rmdir "$folder/$file"
    cp "$file" "$folder/$file"
done <"$list"
rm -f "$list" "$list.all" "$list.not"

# The skeletons come from where make reset finds them, and go there too: labs/
# may hold somebody's work.
for lab in "$@"; do
    skeleton=labs/$lab/${lab#*_}.c
    kept=graders/class/example/u1003/$skeleton
    [ -f "$kept" ] || {
        echo "stage.sh: the skeleton $kept is missing" >&2
        exit 2
    }
    mkdir -p "$folder/graders/class/example/u1003/labs/$lab"
    cp "$kept" "$folder/$kept"
    cp "$kept" "$folder/$skeleton"
done

# The README: its introduction, the labs that are there, the commands.
awk -v labs="$labs" '
    BEGIN { n = split(labs, name, " "); for (i = 1; i <= n; i++) have[name[i]]
            keep = 1 }
    /^## / { keep = /^## (The labs|For students)$/ }
    /^An instructor points/ { skip = 1 }
    skip { if (/^$/) { skip = 0; print }; next }
    keep && /^\| \[[0-9]/ { lab = $0; sub(/^\| \[/, "", lab); sub(/\].*/, "", lab)
                            if (!(lab in have)) next }
    /^## The labs/ {
        print "## First\n\nOn Debian 12, as root or with sudo:\n"
        print "```sh\nsh graders/setup.sh\n```\n" }
    keep { print }' README.md >"$folder/README.md"
