#!/bin/sh
# pack.sh LAB - make gradescope: TO/LAB.zip, an autograder for Gradescope. What
# students get, and besides: checks that are held back, the exports, the
# course. From the environment: GRADESCOPE_TO, GRADESCOPE_COURSE. Run at the top
# of the project.
set -eu

LC_ALL=C
export LC_ALL
lab=$1
to=$GRADESCOPE_TO
command -v zip >/dev/null || {
    echo 'zip is missing: sh graders/setup.sh' >&2
    exit 2
}
mkdir -p -- "$to"
to=$(cd -- "$to" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM
root=$tmp/autograder

sh graders/handout/stage.sh "$root" "$lab"
cp graders/export/gradescope/setup.sh graders/export/gradescope/run_autograder \
    "$root"
mkdir "$root/graders/export"
cp graders/export/*.[ch] "$root/graders/export"
cp graders/mk/export.mk "$root/graders/mk"
if [ -d "graders/$lab/hidden" ]; then
    cp -R "graders/$lab/hidden" "$root/graders/$lab"
fi
if [ -n "${GRADESCOPE_COURSE-}" ]; then
    cp -- "$GRADESCOPE_COURSE" "$root/course.tsv"
else
    cp graders/course.tsv "$root/course.tsv"
fi
printf '%s\n' "$lab" >"$root/lab"
chmod -R u=rwX,go=rX "$root"
chmod 755 "$root/setup.sh" "$root/run_autograder"
# The same bytes for the same files.
find "$root" -exec touch -d '2000-01-01 00:00:00Z' {} +
rm -f -- "$to/$lab.zip"
(cd "$root" && find . -type f | sed 's,^\./,,' | sort | TZ=UTC zip -q -X -@ "$to/$lab.zip")
printf '%s: %d kB; upload it as the autograder of the assignment\n' \
    "$to/$lab.zip" "$(($(wc -c <"$to/$lab.zip") / 1000))"
