#!/bin/sh
# setup.sh - Gradescope runs this once, as root, when it builds the image: the
# packages, and everything that does not depend on an attempt.
set -eu
cd /autograder/source
sh graders/setup.sh
make LAB="$(cat lab)" grader build/bin/export
chmod -R go-w .
