#!/bin/sh
# link_lab.sh OUT LAB ATTEMPT - an attempt with its lab's explored scenarios:
#
#     OUT scenario=list
#     OUT scenario=NAME [option=value...]
#
# Needs `make explored LAB=...`; BUILD and CC say where it is and what compiles.
# `grade` does the same by itself, confined and vetted (graders/grade/build.c).
set -u
here=$(dirname -- "$0")
build=${BUILD:-build}
out=$1 lab=$2 attempt=$3
EXPLORE_WITH="$build/explore/labs/$lab/explored.o $build/explore/libsync_explored.a" \
    sh "$here/compile.sh" "$out" "$attempt" -std=c11 \
    -D_POSIX_C_SOURCE=200809L -DSYNC_NO_INLINE -Icommon/include "-Ilabs/$lab"
