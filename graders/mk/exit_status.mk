# How `make check` ends with the status 1 for a wrong attempt.
#
# GNU make ends with 2 whenever a recipe fails, and says so. The one case in
# which it ends with 1, and silently, is question mode (make -q): a target is
# not up to date. So, if `check` (or another of these goals) is the only one,
# make is put into question mode. Lines that start with + are run even then:
# they do the work, in a target of their own, and leave the status in
# $(STATUS_FILE). The goal itself comes afterwards, and has a line without +
# only if that status is 1, which makes it "not up to date". A status of 2
# fails in the usual way.
#
# Read by the Makefiles of the labs too, which only pass it on.

QUESTION_GOALS := check doctor explore replay predict
STATUS_FILE    :=
ifneq ($(filter $(QUESTION_GOALS),$(MAKECMDGOALS)),)
ifeq ($(words $(MAKECMDGOALS)),1)
MAKEFLAGS += -q
STATUS_FILE := $(shell mktemp -u)
endif
endif

# Begins such a line: what it starts with make must not be in question mode.
# The first word of MAKEFLAGS holds the options that are single letters.
unasked = MAKEFLAGS=$$(printf '%s' "$$MAKEFLAGS" | \
          sed 's/^\([a-zA-Z]*\)q/\1/'); export MAKEFLAGS
# Ends it: hands the status on. The file is new (set -C): nobody lies in wait
# under its name.
hand_on = status=$$?; $(if $(STATUS_FILE),[ $$status -lt 2 ] || exit 2; \
          set -C; echo $$status >'$(STATUS_FILE)',exit $$status)
# The recipe of the goal.
answer = $(if $(filter 1,$(if $(STATUS_FILE),$(shell \
         cat '$(STATUS_FILE)'; rm -f '$(STATUS_FILE)'))),@false,+@:)
# What -n leaves out: lines with + are run even then.
unless_dry = case "$${MAKEFLAGS%% *}" in *n*) exit 0;; esac
