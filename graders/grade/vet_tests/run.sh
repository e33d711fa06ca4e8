#!/bin/sh
# run.sh [BUILD] - vets attempts/*.c, compiled by gcc and clang, and compares
# with the `expect:` comments; links what objcopy makes of some; vets garbage.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$(mktemp -d /tmp/vet_tests.XXXXXX)}
mkdir -p "$build"
build=$(cd "$build" && pwd)
harness=$here/../../harness
c11='-std=c11 -D_POSIX_C_SOURCE=200809L'
warnings='-Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes
    -Wmissing-prototypes -Wold-style-definition -Wvla -Wwrite-strings
    -Wpointer-arith -Wundef -Wformat=2 -Wcast-qual -Wimplicit-fallthrough
    -fno-common -Werror'
parts="$here/../vet.c $here/../vet_rules.c $here/../vet_sections.c
    $here/../vet_symbols.c $here/../vet_code.c $here/../vet_lines.c
    $here/../vet_objcopy.c $harness/stand_apart.c $harness/stand_line.c"
failures=0

fail() {
    echo "FAIL $*"
    failures=$((failures + 1))
}

for compiler in clang gcc; do
    "$compiler" $c11 $warnings -g -I"$harness" -I"$here/.." \
        "$here/print_vet.c" $parts -ldw -lelf -o "$build/print_vet"
done

vet() {
    "$build/print_vet" "$here/common.txt" "$here/lab.txt" -- "$@"
}

compile() { # compiler attempt object
    "$1" -std=gnu11 -O0 -g -fno-omit-frame-pointer -w -c "$2" -o "$3"
}

for compiler in gcc clang; do
    for attempt in "$here"/attempts/*.c; do
        name=$(basename "$attempt" .c).$compiler
        compile "$compiler" "$attempt" "$build/$name.o"
        sed -n 's|^/\* expect: \(.*\) \*/$|\1|p' "$attempt" |
            sort >"$build/$name.expected"
        status=0
        vet "$build/$name.o" >"$build/$name.findings" || status=$?
        sed 's/ # .*//' "$build/$name.findings" | sort >"$build/$name.actual"
        refused=0
        grep -q '^refuse' "$build/$name.expected" && refused=1
        if [ $status -eq $refused ] &&
            diff -u "$build/$name.expected" "$build/$name.actual"; then
            echo "ok   $name"
        else
            fail "$name (status $status)"
        fi
    done
done
cmp "$build/sections.gcc.findings" "$build/sections.clang.findings" ||
    fail "gcc and clang differ"

# -- What objcopy makes of it, linked and run ------------------------------

printf 'malloc turns_malloc # as the harness does\nusleep turns_usleep\n' \
    >"$build/map"
run_ready() { # object -> what the program prints
    vet "$1" "$1.ready" "$build/map" >"$1.arguments" 2>"$1.link"
    tr '\n' '\0' <"$1.arguments" | xargs -0 env &&
        gcc -w "$here/program.c" "$1.ready" $(cat "$1.link") -o "$1.program" &&
        "$1.program"
}
expect_run() { # object text
    actual=$(run_ready "$1" 2>&1 | tr '\n' ' ') || true
    if [ "$actual" = "$2 " ]; then
        echo "ok   $(basename "$1") linked: $2"
    else
        fail "$1 printed '$actual', not '$2'"
    fi
}
for compiler in gcc clang; do
    expect_run "$build/honest.$compiler.o" 'value 1'
    expect_run "$build/calls.$compiler.o" 'trapped'
    expect_run "$build/pointer.$compiler.o" 'trapped'
    expect_run "$build/constructor.$compiler.o" 'value 1'
    expect_run "$build/sections.$compiler.o" 'OWN MALLOC value 1'
    cat >"$build/priority.c" <<'END'
int puts(const char *);
__attribute__((constructor(101))) static void a(void) { puts("EARLY"); }
__attribute__((destructor(2000))) static void b(void) { puts("LATE"); }
void counter_increment(void) { puts("called"); }
long counter_value(void) { return 2; }
END
    compile $compiler "$build/priority.c" "$build/priority.$compiler.o"
    expect_run "$build/priority.$compiler.o" 'called value 2'
done

# -- What is no object, and rules that are no rules ------------------------

expect_text() { # text command...
    text=$1
    shift
    actual=$("$@" 2>&1) || true
    case $actual in
    *"$text"*) echo "ok   $text" ;;
    *) fail "'$actual' does not say '$text'" ;;
    esac
}
expect_text 'cannot be opened' vet "$build/nonexistent"
expect_text 'cannot be opened' vet /dev/zero
expect_text 'not an ELF object' vet "$here/run.sh"
expect_text 'not a relocatable object' vet "$build/print_vet"
head -c 3000 "$build/honest.gcc.o" >"$build/cut.o"
expect_text 'refuse unreadable' vet "$build/cut.o"
for i in $(seq 300); do echo "int nobody_$i(void);"; done >"$build/many.c"
{
    echo 'void counter_increment(void) {'
    for i in $(seq 300); do echo "nobody_$i();"; done
    echo '} long counter_value(void) { return 0; }'
    for i in $(seq 3000); do echo "void extra_$i(void) {}"; done
} >>"$build/many.c"
compile gcc "$build/many.c" "$build/many.o"
expect_text 'calls too much' vet "$build/many.o"
expect_text ' more' vet "$build/many.o"
long=$(head -c 70000 /dev/zero | tr '\0' x)
echo "void counter_increment(void) { void $long(void); $long(); }
    long counter_value(void) { return 0; } int y$long;" >"$build/long.c"
compile gcc "$build/long.c" "$build/long.o"
expect_text 'refuse strange xxxx' vet "$build/long.o"
echo 'never sleep' >"$build/rules"
expect_text 'rules:1: `never` needs a reason' \
    "$build/print_vet" "$build/rules" -- "$build/long.o"
echo 'allow sleep' >"$build/rules"
expect_text 'rules:1: a rule begins with' \
    "$build/print_vet" "$build/rules" -- "$build/long.o"

# -- Mutated objects, under AddressSanitizer --------------------------------

cat "$here/common.txt" "$here/lab.txt" >"$build/rules"
gcc $c11 $warnings -g -fsanitize=address,undefined \
    -fno-sanitize-recover=undefined -I"$harness" -I"$here/.." \
    "$here/fuzz_vet.c" $parts -ldw -lelf -o "$build/fuzz_vet"
if ASAN_OPTIONS=detect_leaks=0 "$build/fuzz_vet" "${FUZZ_SECONDS:-5}" \
    "$build/rules" "$build"/*.gcc.o "$build"/*.clang.o; then
    echo "ok   fuzz"
else
    fail "fuzz"
fi

echo "$failures failures"
[ $failures -eq 0 ]
