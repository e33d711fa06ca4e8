#!/bin/sh
# browser.sh PAGES - the pages in headless Chromium (browser/test.cjs).
#
# Installs what is missing: Chromium and Node from Debian (setup.sh browser),
# playwright-core from npm, by browser/package-lock.json, into build/browser.
set -u

pages=${1:?usage: browser.sh PAGES}
here=$(cd "$(dirname "$0")" && pwd)
graders=$(cd "$here/../.." && pwd)
modules=$(cd "$(dirname "$pages")/.." && pwd)/browser
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
trap 'exit 2' HUP INT TERM

if ! command -v chromium >/dev/null || ! command -v node >/dev/null ||
    ! command -v npm >/dev/null; then
    sh "$graders/setup.sh" browser || exit 2
fi
mkdir -p "$modules"
if ! cmp -s "$here/browser/package-lock.json" "$modules/package-lock.json"; then
    cp "$here/browser/package.json" "$modules"
    cp "$here/browser/package-lock.json" "$modules/new.json"
    rm -f "$modules/package-lock.json"
    (cd "$modules" && cp new.json package-lock.json &&
        npm ci --no-audit --no-fund) || {
        rm -f "$modules/package-lock.json"
        exit 2
    }
fi

mkdir -p "$tmp/out/good/01_racy_counter" "$tmp/out/<b>\"&%/01_racy_counter" \
    "$tmp/out/.class/jobs"
cp "$here/failing.json" "$tmp/out/good/01_racy_counter/result.json"
cp "$here/hostile.json" "$tmp/out/<b>\"&%/01_racy_counter/result.json"
echo job.c >"$tmp/out/.class/jobs.txt"
ln -s ../../good/01_racy_counter "$tmp/out/.class/jobs/job.c"
ln -s "$here/racy_counter.c" "$tmp/out/.class/jobs/job.c.c"
"$pages" write --graders "$graders" "$tmp/out" || exit 2
CHROMIUM=$(command -v chromium) NODE_PATH=$modules/node_modules \
    node "$here/browser/test.cjs" "$tmp/out"
