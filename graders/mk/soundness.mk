# Is the explorer sound, and how fast is it?
#
#   build/explore/soundness       random programs, by every strategy
#   build/explore/bench/...       the programs of make bench-explorer

SOUNDNESS := $(EXPLORER)/soundness
N    ?= 10000
SEED ?= 1

$(BUILD)/explore/soundness_parts/%.o: $(SOUNDNESS)/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(EXPLORE_FLAGS) $(DEPS) -c $< -o $@

# What is explored is compiled as a student's file is.
$(BUILD)/explore/soundness_parts/run.o: $(SOUNDNESS)/run.c $(EXPLORE_MAP)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -std=gnu11 $(WARNINGS) -O0 -g -fno-builtin \
	    -fno-omit-frame-pointer -fsanitize=thread -I$(EXPLORER) -I$(HARNESS) \
	    $(DEPS) -c $< -o $@
	$(Q)$(explored_object) $@

$(BUILD)/explore/soundness: $(patsubst $(SOUNDNESS)/%.c,\
    $(BUILD)/explore/soundness_parts/%.o,$(wildcard $(SOUNDNESS)/*.c)) \
    $(EXPLORE_LIBRARY)
	$(call say,LD,$@)
	$(Q)gcc -no-pie -o $@ $^ -ldw -ljansson

-include $(wildcard $(BUILD)/explore/soundness_parts/*.d)

.PHONY: soundness test-soundness

soundness: $(BUILD)/explore/soundness ## [instructors] is the explorer sound? N=10000 random programs from SEED=1 on
	$(Q)$< N=$(N) SEED=$(SEED)

test-soundness: $(BUILD)/explore/soundness ## [instructors] the same for 500 programs
	$(Q)$< N=500 SEED=1 budget=5000

# --- speed ----------------------------------------------------------------------

.PHONY: bench-explorer bench-first

bench-explorer: $(EXPLORE_PARTS) ## [instructors] executions, states and speed of the explorer beside what is published
	$(Q)BUILD=$(BUILD) sh $(EXPLORER)/bench/bench.sh $(BUILD)/explore/bench

bench-first: $(EXPLORE_PARTS) $(foreach l,$(EXPLORED_LABS),$(call explored_of,$(l))) \
             $(BUILD)/explore/libsync_explored.a ## [instructors] CPU time to the first failing schedule of every skeleton and mutant
	$(Q)BUILD=$(BUILD) sh $(EXPLORER)/bench/first.sh $(BUILD)/explore/first \
	    $(EXPLORED_LABS)
