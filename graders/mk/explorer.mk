# The explorer: a library that a program is linked with in place of pthreads.
#
#   build/explore/libexplore.a   the engine, gnu11, never instrumented
#   build/explore/redirect.map   from the program's names to ours
#   build/explore/tests/...      litmus programs, benchmarks

EXPLORER := graders/explorer
EXPLORE_OBJECTS := $(patsubst $(EXPLORER)/%.c,$(BUILD)/explore/%.o,\
                   $(wildcard $(EXPLORER)/*.c)) \
                   $(patsubst $(EXPLORER)/%.S,$(BUILD)/explore/%.S.o,\
                   $(wildcard $(EXPLORER)/*.S)) \
                   $(BUILD)/explore/verdict.o
EXPLORE_LIBRARY := $(BUILD)/explore/libexplore.a
EXPLORE_MAP     := $(BUILD)/explore/redirect.map
EXPLORE_FLAGS    = -std=gnu11 $(WARNINGS) $(DEBUG) -O2 -I$(EXPLORER) \
                   -I$(HARNESS) -I$(BUILD)/explore

# Stand-ins are reached by the jumps that entries.def lists, and declared
# nowhere else.
STAND_INS := $(BUILD)/explore/model_%.o $(BUILD)/explore/abi_%.o \
             $(BUILD)/explore/vtime.o
stand_in_flags = $(if $(filter $(STAND_INS),$(1)),-Wno-missing-prototypes)

$(BUILD)/explore/%.o: $(EXPLORER)/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(EXPLORE_FLAGS) $(call stand_in_flags,$@) $(DEPS) -c $< -o $@

$(BUILD)/explore/verdict.o: $(HARNESS)/verdict.c
	$(call say,CC,$< (explore))
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(EXPLORE_FLAGS) $(DEPS) -c $< -o $@

$(BUILD)/explore/%.S.o: $(EXPLORER)/%.S $(EXPLORER)/entries.def
	$(call say,AS,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -I$(EXPLORER) -c $< -o $@

$(EXPLORE_LIBRARY): $(EXPLORE_OBJECTS)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

$(EXPLORE_MAP): $(EXPLORER)/entries.def
	$(Q)mkdir -p $(@D)
	$(Q)sed -n 's/^ENTRY(\(.*\))$$/\1 explore_\1/p' $< > $@
	$(Q)printf 'main explored_main\n__tsan_init model___tsan_init\n' >> $@

EXPLORE_PARTS := $(EXPLORE_LIBRARY) $(EXPLORE_MAP)

.PHONY: explorer
explorer: $(EXPLORE_PARTS) ## [instructors] build the schedule explorer

-include $(wildcard $(BUILD)/explore/*.d)
