#!/bin/sh
# compile.sh OUT FILE [FLAG...] - turns a C program with a main into one that
# explores itself: OUT. Needs `make explorer`; BUILD and CC say where it is and
# what compiles. Flags that begin with -l or -L are for the linker. Whatever
# -O is among them, the program is compiled with -O0: every access that was
# written is one that is explored.
#
# Exit status: 0; 1 if it does not compile, with what the compiler said; 2 if
# something else went wrong.
set -u

here=$(dirname -- "$0")
build=${BUILD:-build}
objcopy=${OBJCOPY:-objcopy}
nm=${NM:-nm}
link=${LINK:-gcc}
out=$1 file=$2
shift 2
object=$out.o
case $file in -*) file=./$file ;; esac

# Each argument goes round: those of the compiler stay, in their order.
libraries=
count=$#
while [ "$count" -gt 0 ]; do
    case $1 in
    -l* | -L*) libraries="$libraries $1" ;;
    *) set -- "$@" "$1" ;;
    esac
    shift
    count=$((count - 1))
done

# clang leaves out reads right before a write; they are what an update loses.
case $("${CC:-gcc}" --version) in
*clang*) set -- -mllvm -tsan-instrument-read-before-write=1 "$@" ;;
esac

# -fno-builtin: mem* and str* stay calls, which we stand in for.
"${CC:-gcc}" -std=gnu11 -g "$@" -O0 -fno-builtin -fno-omit-frame-pointer \
    -fno-common -fsanitize=thread -c -o "$object" "$file" || exit 1

# Its data get sections of their own, so that they can be put back between
# executions; the sanitizer's constructor has nothing to start here.
"$objcopy" -w --redefine-syms="$build/explore/redirect.map" \
    --remove-section='.init_array*' --remove-section='.rela.init_array*' \
    --rename-section .data=explored_data --rename-section .bss=explored_bss \
    --set-section-alignment .data=64 --set-section-alignment .bss=64 \
    "$object" || exit 2

if [ -z "${EXPLORE_WITH-}" ] &&
    ! "$nm" --defined-only -g "$object" | grep -q ' explored_main$'; then
    printf '%s: it has no main\n' "$file" >&2
    exit 1
fi

# What is neither ours, nor linked with it (EXPLORE_WITH), nor harmless becomes
# a trap that names it when called.
# Names hold no blanks.
# shellcheck disable=SC2086
unknown=$({
    [ -z "${EXPLORE_WITH-}" ] || "$nm" --defined-only -g $EXPLORE_WITH |
        awk 'NF == 3 { print "known", $3 }'
    "$nm" -u "$object"
} | awk 'NR == FNR { known[$1]; next }
    $1 == "known" { known[$2]; next }
    $2 ~ /^(explore|model)_/ || $2 in known { next }
    { print $2 }' "$here/harmless.txt" -)
traps=
if [ -n "$unknown" ]; then
    traps=$out.traps.o
    number=100
    renamed=
    for name in $unknown; do
        renamed="$renamed --redefine-sym $name=explore_trap_$number"
        number=$((number + 1))
    done
    # shellcheck disable=SC2086
    "$objcopy" $renamed "$object" || exit 2
    printf 'const char explore_trap_names[] = "%s";\n' "$(echo $unknown)" |
        "$link" -x c -c - -o "$traps" || exit 2
fi

# shellcheck disable=SC2086
"$link" -no-pie -Wl,--dynamic-list="$here/explain.list" -o "$out" \
    "$object" $traps ${EXPLORE_WITH-} "$build/explore/libexplore.a" \
    $libraries -lm ${EXPLORE_LIBS-} || exit 2
