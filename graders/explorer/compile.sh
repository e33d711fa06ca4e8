#!/bin/sh
# compile.sh OUT FILE [FLAG...] - turns a C program with a main into one that
# explores itself: OUT. Needs `make explorer`; BUILD and CC say where it is and
# what compiles.
#
# Exit status: 0, or 2 with what the compiler said.
set -u

here=$(dirname -- "$0")
build=${BUILD:-build}
out=$1 file=$2
shift 2
object=$out.o

# -O0: every access that was written is one that is explored. -fno-builtin:
# mem* and str* stay calls, which we stand in for.
"${CC:-gcc}" -std=gnu11 -O0 -g -fno-builtin -fno-omit-frame-pointer \
    -fno-common -fsanitize=thread "$@" -c "$file" -o "$object" || exit 2

# Its data get sections of their own, so that they can be put back between
# executions; the sanitizer's constructor has nothing to start here.
objcopy -w --redefine-syms="$build/explore/redirect.map" \
    --remove-section='.init_array*' --remove-section='.rela.init_array*' \
    --rename-section .data=explored_data --rename-section .bss=explored_bss \
    --set-section-alignment .data=64 --set-section-alignment .bss=64 \
    "$object" || exit 2

# What is neither ours, nor linked with it (EXPLORE_WITH), nor harmless becomes
# a trap that names it when called.
traps=
number=100
# Names hold no blanks.
# shellcheck disable=SC2086
with=" $([ -z "${EXPLORE_WITH-}" ] ||
    nm --defined-only -g $EXPLORE_WITH | awk 'NF == 3 { print $3 }' |
    tr '\n' ' ') "
for name in $(nm -u "$object" | awk '{ print $2 }'); do
    case $name in explore_* | model_*) continue ;; esac
    case $with in *" $name "*) continue ;; esac
    grep -qx "$name" "$here/harmless.txt" && continue
    traps="$traps --redefine-sym $name=explore_trap_$number"
    EXPLORE_TRAPS="${EXPLORE_TRAPS-}$name "
    number=$((number + 1))
done
# Names hold no blanks.
# shellcheck disable=SC2086
[ -z "$traps" ] || objcopy $traps "$object" || exit 2
printf 'const char explore_trap_names[] = "%s";\n' "${EXPLORE_TRAPS-}" |
    gcc -x c -c - -o "$out.traps.o" || exit 2

# Names hold no blanks.
# shellcheck disable=SC2086
gcc -no-pie -Wl,--dynamic-list="$here/explain.list" -o "$out" \
    "$object" "$out.traps.o" ${EXPLORE_WITH-} "$build/explore/libexplore.a" \
    ${EXPLORE_LIBS-} || exit 2
