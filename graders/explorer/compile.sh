#!/bin/sh
# compile.sh OUT FILE [FLAG...] - turns a C program with a main into one that
# explores itself: OUT. Needs `make explorer`; BUILD and CC say where it is and
# what compiles.
#
# Exit status: 0, or 2 with what the compiler said.
set -u

here=$(dirname -- "$0")
build=${BUILD:-build}
objcopy=${OBJCOPY:-objcopy}
nm=${NM:-nm}
link=${LINK:-gcc}
out=$1 file=$2
shift 2
object=$out.o

# -O0: every access that was written is one that is explored. -fno-builtin:
# mem* and str* stay calls, which we stand in for.
"${CC:-gcc}" -std=gnu11 -O0 -g -fno-builtin -fno-omit-frame-pointer \
    -fno-common -fsanitize=thread "$@" -c "$file" -o "$object" || exit 2

# Its data get sections of their own, so that they can be put back between
# executions; the sanitizer's constructor has nothing to start here.
"$objcopy" -w --redefine-syms="$build/explore/redirect.map" \
    --remove-section='.init_array*' --remove-section='.rela.init_array*' \
    --rename-section .data=explored_data --rename-section .bss=explored_bss \
    --set-section-alignment .data=64 --set-section-alignment .bss=64 \
    "$object" || exit 2

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
    "$object" $traps ${EXPLORE_WITH-} "$build/explore/libexplore.a" -lm \
    ${EXPLORE_LIBS-} || exit 2
