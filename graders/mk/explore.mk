# The explorer's commands: make explore, make replay. Both end with 0, 1 or 2 as
# make check does (exit_status.mk).
#
#   make explore FILE=prog.c [CFLAGS='-DN=3'] [RACES=off] [SPURIOUS=n]
#                [EARLY=n] [BUDGET=executions]
#   make explore LAB=NN [SCENARIO=name] [ATTEMPT=path]
#   make replay  the same, with TOKEN=... [GDB=1]

.PHONY: explore replay explore-ran replay-ran explore-parts

explore-parts: $(EXPLORE_PARTS) $(if $(filter $(LAB_KEY),$(EXPLORED_LABS)),\
               $(call explored_of,$(LAB_KEY)) \
               $(BUILD)/explore/libsync_explored.a $(BIN)/grade)
	@:

# What was typed travels through the environment: neither make nor the shell
# reads anything into it. Some have a default, which is for other programs.
if_typed = $(if $(filter command environment,$(origin $(1))),$(value $(1)))
EXPLORE_COMMANDS := explore-ran replay-ran
$(EXPLORE_COMMANDS): export BUILD := $(abspath $(BUILD))
$(EXPLORE_COMMANDS): export CC := $(CC)
$(EXPLORE_COMMANDS): export EXPLORE_FILE = $(call as_typed,FILE)
$(EXPLORE_COMMANDS): export EXPLORE_LAB = $(LAB_KEY)
$(EXPLORE_COMMANDS): export EXPLORE_ATTEMPT = $(call as_typed,ATTEMPT)
$(EXPLORE_COMMANDS): export EXPLORE_SCENARIO = $(call if_typed,SCENARIO)
$(EXPLORE_COMMANDS): export EXPLORE_CFLAGS = $(call if_typed,CFLAGS)
$(EXPLORE_COMMANDS): export EXPLORE_SPURIOUS = $(call as_typed,SPURIOUS)
$(EXPLORE_COMMANDS): export EXPLORE_EARLY = $(call as_typed,EARLY)
$(EXPLORE_COMMANDS): export EXPLORE_BUDGET = $(call as_typed,BUDGET)
$(EXPLORE_COMMANDS): export EXPLORE_RACES = $(call as_typed,RACES)
$(EXPLORE_COMMANDS): export EXPLORE_TOKEN = $(call as_typed,TOKEN)
$(EXPLORE_COMMANDS): export EXPLORE_GDB = $(call as_typed,GDB)

explore_ready = +@$(unasked); \
        $(MAKE) --no-print-directory $$($(all_cores)) explore-parts || \
        exit 2; $(unless_dry)

explore: explore-ran ## [students] every schedule of your file (LAB=1), or of any C program: FILE=prog.c
	$(answer)
explore-ran:
	$(explore_ready); sh graders/explorer/command.sh explore; $(hand_on)

replay: replay-ran ## [students] one failing schedule again, step by step: TOKEN=... beside LAB=1 or FILE=; GDB=1 in gdb
	$(answer)
replay-ran:
	$(explore_ready); sh graders/explorer/command.sh replay; $(hand_on)
