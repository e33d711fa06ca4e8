#!/bin/sh
# run.sh [BUILD] - builds and runs the tests of stand.c. Victims are the same
# program built by gcc and clang, position-independent and not.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$(mktemp -d /tmp/stand_tests.XXXXXX)}
mkdir -p "$build"
build=$(cd "$build" && pwd)
chmod a+rx "$build"
c11='-std=c11 -D_POSIX_C_SOURCE=200809L'
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wvla -Wwrite-strings
    -Wpointer-arith -Wundef -Wformat=2 -Wcast-qual -Wimplicit-fallthrough
    -fno-common -Werror'
debug='-O0 -g -fno-omit-frame-pointer'

victims=
for compiler in gcc clang; do
    command -v "$compiler" >/dev/null || continue
    for pie in pie no-pie; do
        no=${pie%pie}
        for file in racy_counter victim; do
            "$compiler" $c11 $debug "-f${no}pie" -w -c \
                "$here/stand/$file.c" -o "$build/$file.$compiler.$pie.o"
        done
        "$compiler" "-$pie" "$build/racy_counter.$compiler.$pie.o" \
            "$build/victim.$compiler.$pie.o" -pthread \
            -o "$build/victim.$compiler.$pie"
        victims="$victims $build/victim.$compiler.$pie"
    done
    "$compiler" $c11 $warnings -g -I"$here/.." "$here/test_stand.c" \
        "$here/../stand.c" "$here/../stand_line.c" \
        "$here/../stand_apart.c" -ldw -lelf \
        -o "$build/test_stand.$compiler"
done
"$build/test_stand.gcc" "$here/stand/racy_counter.c" $victims
