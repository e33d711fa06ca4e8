#!/bin/sh
# setup.sh [test] [bench] [slides] - installs what is missing of graders/packages.txt:
# the section "run", and those that are named.
#
# As root, or where sudo asks for no password, it installs; else it prints the
# one line to run. Quick when nothing is missing.
# Exit status: 0 all is there, 2 something is missing.
set -u

list=$(dirname -- "$0")/packages.txt
sections=' run '
for section in "$@"; do
    case $section in
    run | test | bench | slides) sections="$sections$section " ;;
    *)
        echo 'usage: sh graders/setup.sh [test] [bench] [slides]' >&2
        exit 2
        ;;
    esac
done

# Node and npm often come from elsewhere, in packages of other names.
is_elsewhere() {
    case $1 in
    nodejs) command -v node ;;
    npm) command -v npm ;;
    *) false ;;
    esac >/dev/null
}

# The packages of those sections. Nothing but the shell: a minimal system has
# little else.
wanted() {
    current=
    while read -r first _; do
        case $first in
        '' | '#'*) ;;
        '['*']') current=${first#[} current=${current%]} ;;
        *)
            case $sections in
            *" $current "*) is_elsewhere "$first" || echo "$first" ;;
            esac
            ;;
        esac
    done <"$list"
}

installed() {
    case $(dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null) in
    *not-installed* | '') return 1 ;;
    installed*) return 0 ;;
    *) return 1 ;;
    esac
}

# Asked all at once, which is quick; one by one only if some are missing.
missing() {
    all=$(wanted)
    # Names hold no blanks.
    # shellcheck disable=SC2086
    states=$(dpkg-query -W -f '${db:Status-Status}\n' $all 2>/dev/null) &&
        ! printf '%s\n' "$states" | grep -qv '^installed$' && return
    for package in $all; do
        installed "$package" || printf ' %s' "$package"
    done
}

install_line() {
    printf 'apt-get update && apt-get install -y --no-install-recommends%s' \
        "$(missing)"
}

# The lists of packages are empty on a minimal system, and may be old.
install() {
    # shellcheck disable=SC2046
    set -- env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
        --no-install-recommends $(missing)
    if [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' \
        2>/dev/null)" ] && $sudo "$@"; then
        return
    fi
    $sudo apt-get update -q && $sudo "$@"
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo 'setup.sh knows Debian and its relatives only. Install what these' >&2
    echo 'packages hold, then ask "make doctor":' >&2
    wanted | tr '\n' ' ' >&2
    echo >&2
    exit 2
fi

lacking=$(missing)
if [ -z "$lacking" ]; then
    echo 'setup: all packages are there.'
    exit 0
fi
if [ "$(id -u)" -eq 0 ]; then
    sudo=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    sudo='sudo -n'
else
    echo 'Packages are missing. Run this line as root, then try again:' >&2
    echo >&2
    printf '  %s\n' "$(install_line)" >&2
    exit 2
fi

echo "setup: installing$lacking"
install || echo 'setup: apt-get failed; what it said stands above.' >&2
lacking=$(missing)
if [ -n "$lacking" ]; then
    echo "setup: still missing:$lacking" >&2
    exit 2
fi
echo 'setup: all packages are there.'
