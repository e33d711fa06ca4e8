#!/bin/sh
# builds.sh FOLDER - compiles every C file of ours, of the labs and of the
# attempts with gcc and clang, all warnings on, warnings as errors.
set -u
folder=$1
mkdir -p "$folder"
faults=0
count=0
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wvla -Wwrite-strings
    -Wpointer-arith -Wundef -Wformat=2 -Wcast-qual -Wimplicit-fallthrough
    -fno-common -Werror'
c11='-std=c11 -D_POSIX_C_SOURCE=200809L'
includes='-Icommon/include -Igraders/harness -Igraders/valgrind -Igraders/grade
    -Igraders/export'

compile() {
    compiler=$1 file=$2
    shift 2
    count=$((count + 1))
    # shellcheck disable=SC2086
    if ! "$compiler" $c11 $warnings -O1 $includes "$@" -c "$file" \
        -o "$folder/object.$compiler.o" 2> "$folder/messages.$compiler"; then
        printf 'FAIL  %s %s\n' "$compiler" "$file"
        head -5 "$folder/messages.$compiler"
        faults=$((faults + 1))
    fi
}

# Stand-ins are declared by entries.def alone, and are entered by jumps.
explorer='-std=gnu11 -Wno-missing-prototypes -Wno-pedantic -Igraders/explorer'

for compiler in gcc clang; do
    for file in graders/explorer/*.c; do
        # shellcheck disable=SC2086
        compile "$compiler" "$file" $explorer
    done
    for file in common/src/*.c common/tests/*.c common/examples/*.c \
        graders/valgrind/*.c graders/class/*.c graders/grade/*.c \
        graders/export/*.c graders/harness/*.c; do
        case $file in
        # Criterion's and jansson's macros are not pedantic.
        */judge*.c | */collect.c | common/tests/* | graders/grade/* | \
            graders/export/*)
            compile "$compiler" "$file" -Wno-pedantic ;;
        *) compile "$compiler" "$file" ;;
        esac
    done
    for folder_of_lab in labs/[0-9][0-9]_*; do
        lab=${folder_of_lab#labs/}
        for file in "labs/$lab"/*.c "solutions/$lab"/*.c "graders/$lab"/*.c \
            "graders/$lab/accepted"/*.c "graders/$lab/mutants"/*.c; do
            case $file in
            */explored*)
                compile "$compiler" "$file" -Igraders/explorer "-Ilabs/$lab" ;;
            */test_*) compile "$compiler" "$file" -Wno-pedantic "-Ilabs/$lab" ;;
            *) compile "$compiler" "$file" "-Ilabs/$lab" ;;
            esac
        done
    done
done
printf 'builds: %d files compiled, %d faults\n' "$count" "$faults"
[ "$faults" -eq 0 ] && [ "$count" -gt 0 ]
