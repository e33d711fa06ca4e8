#!/bin/sh
# builds.sh FOLDER - compiles every C file of ours, of the labs and of the
# attempts with gcc and clang, all warnings on, warnings as errors; on all cores.
set -u
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wvla -Wwrite-strings
    -Wpointer-arith -Wundef -Wformat=2 -Wcast-qual -Wimplicit-fallthrough
    -fno-common -Werror'
c11='-std=c11 -D_POSIX_C_SOURCE=200809L'
includes='-Icommon/include -Igraders/harness -Igraders/valgrind -Igraders/grade
    -Igraders/export -Igraders/pages -Igraders/explorer/view'

# builds.sh --one COMPILER FILE [OPTION]: what is run for each of them.
if [ "$1" = --one ]; then
    compiler=$2 file=$3
    shift 3
    # shellcheck disable=SC2086
    messages=$("$compiler" $c11 $warnings -O1 $includes "$@" -S "$file" \
        -o /dev/null 2>&1) && exit 0
    printf 'FAIL  %s %s\n%s\n' "$compiler" "$file" "$messages" | head -n 6
    exit 1
fi

# Criterion's and jansson's macros are not pedantic; the explorer's stand-ins are
# declared by entries.def alone, and are entered by jumps.
list() {
    for file in graders/explorer/*.c graders/explorer/explain/*.c; do
        echo "$file" -std=gnu11 -Wno-missing-prototypes -Wno-pedantic \
            -Igraders/explorer -Igraders/explorer/explain \
            -DEXPLAIN_LIBRARY=NULL
    done
    for file in common/src/*.c common/tests/*.c common/examples/*.c \
        graders/explorer/view/*.c \
        graders/valgrind/*.c graders/class/*.c graders/grade/*.c \
        graders/export/*.c graders/pages/*.c graders/harness/*.c; do
        case $file in
        */judge*.c | */collect.c | common/tests/* | graders/grade/* | \
            graders/export/* | graders/pages/*)
            echo "$file" -Wno-pedantic ;;
        *) echo "$file" ;;
        esac
    done
    for folder_of_lab in labs/[0-9][0-9]_*; do
        lab=${folder_of_lab#labs/}
        for file in "labs/$lab"/*.c "solutions/$lab"/*.c "graders/$lab"/*.c \
            "graders/$lab"/hidden/*.c \
            "graders/$lab/accepted"/*.c "graders/$lab/mutants"/*.c; do
            [ -f "$file" ] || continue
            case $file in
            */explored*) echo "$file" -Igraders/explorer "-Ilabs/$lab" ;;
            */test_*) echo "$file" -Wno-pedantic "-Ilabs/$lab" ;;
            *) echo "$file" "-Ilabs/$lab" ;;
            esac
        done
    done
}

folder=$1
mkdir -p "$folder"
list | sed 's/^/gcc /; p; s/^gcc /clang /' >"$folder/list"
count=$(wc -l <"$folder/list")
xargs -P "$(nproc)" -L 1 sh "$0" --one <"$folder/list"
status=$?
printf 'builds: %d files compiled, %s\n' "$count" \
    "$([ $status -eq 0 ] && echo 'no faults' || echo 'with faults')"
[ $status -eq 0 ] && [ "$count" -gt 0 ]
