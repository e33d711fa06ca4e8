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
# The last two are worth a tenth of the time each.
EXPLORE_FLAGS    = -std=gnu11 $(WARNINGS) $(DEBUG) -O2 -fomit-frame-pointer \
                   -fno-pie -I$(EXPLORER) \
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

# What explains a failure is loaded by the explored program, when there is one.
EXPLAIN_SOURCES_IN := $(wildcard $(EXPLORER)/explain/*.c)
EXPLAIN_OBJECTS    := $(EXPLAIN_SOURCES_IN:$(EXPLORER)/%.c=$(BUILD)/explore/%.o)
EXPLAIN_LIBRARY    := $(BUILD)/explore/libexplain.so

$(BUILD)/explore/explainer.o: EXPLORE_FLAGS += \
    -DEXPLAIN_LIBRARY='"$(abspath $(EXPLAIN_LIBRARY))"'
$(EXPLAIN_OBJECTS): EXPLORE_FLAGS += -fPIC -Wno-pedantic -I$(EXPLORER)/explain

$(EXPLAIN_LIBRARY): $(EXPLAIN_OBJECTS)
	$(call say,LD,$@)
	$(Q)$(CC) -shared -o $@ $^ -ldw -lelf -ljansson

# What runs an exploring program from outside, and shows what it says.
EXPLORE_VIEW_SOURCES := $(wildcard $(EXPLORER)/view/*.c) \
    $(addprefix graders/grade/,view_text.c view_glyph.c view_palette.c) \
    $(CONFINE_SOURCES) $(addprefix $(HARNESS)/,verdict.c watch.c watch_files.c) \
    $(wildcard $(HARNESS)/stand*.c)

$(BIN)/explore: $(call program_objects,$(EXPLORE_VIEW_SOURCES))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -lseccomp -ljansson -ldw -lelf

-include $(wildcard $(BUILD)/suite/explorer/view/*.d)

EXPLORE_PARTS := $(EXPLORE_LIBRARY) $(EXPLORE_MAP) $(EXPLAIN_LIBRARY) \
                 $(BIN)/explore

.PHONY: explorer
explorer: $(EXPLORE_PARTS) ## [instructors] build the schedule explorer
	@:

-include $(wildcard $(BUILD)/explore/*.d $(BUILD)/explore/explain/*.d)

# --- labs ---------------------------------------------------------------------
#   build/explore/labs/<lab>/explored.o   its scenarios, redirected
#   build/explore/libsync_explored.a      libsync as attempts get it
#
# What is explored is compiled like an attempt: every access is reported.
# The sections get their names after the renaming of the symbols.
EXPLORED_FLAGS = $(C11) $(WARNINGS) -O0 -g -fno-builtin -fno-omit-frame-pointer \
                 -fsanitize=thread -Icommon/include -I$(HARNESS) -I$(EXPLORER)
explored_object = objcopy -w --redefine-syms=$(EXPLORE_MAP) \
    --remove-section='.init_array*' --remove-section='.rela.init_array*' \
    --rename-section .data=explored_data --rename-section .bss=explored_bss \
    --set-section-alignment .data=64 --set-section-alignment .bss=64
explored_of = $(BUILD)/explore/labs/$(1)/explored.o
EXPLORED_LABS := $(patsubst graders/%/explored.c,%,$(wildcard graders/[0-9]*/explored.c))

# Long ones stand in several files: explored.c, explored_*.c.
EXPLORED_SOURCES := $(wildcard graders/[0-9]*/explored*.c)
EXPLORED_PIECES  := $(EXPLORED_SOURCES:graders/%.c=$(BUILD)/explore/pieces/%.o)

$(EXPLORED_PIECES): $(BUILD)/explore/pieces/%.o: graders/%.c $(EXPLORE_MAP)
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(EXPLORED_FLAGS) -Ilabs/$(notdir $(patsubst %/,%,$(dir $<))) \
	    $(DEPS) -c $< -o $@
	$(Q)$(explored_object) $@

define explored_rule
$(call explored_of,$(1)): $(filter $(BUILD)/explore/pieces/$(1)/%,$(EXPLORED_PIECES))
	$$(Q)mkdir -p $$(@D) && ld -r -o $$@ $$^
endef
$(foreach l,$(EXPLORED_LABS),$(eval $(call explored_rule,$(l))))

$(BUILD)/explore/common/%.o: common/src/%.c $(EXPLORE_MAP)
	$(call say,CC,$< (explore))
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(EXPLORED_FLAGS) -DSYNC_NO_INLINE $(DEPS) -c $< -o $@
	$(Q)$(explored_object) $@

$(BUILD)/explore/libsync_explored.a: $(patsubst common/src/%.c,\
    $(BUILD)/explore/common/%.o,$(wildcard common/src/*.c))
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

-include $(EXPLORED_PIECES:.o=.d) $(wildcard $(BUILD)/explore/common/*.d)

# --- the common library itself ------------------------------------------------
#   build/explore/common_explored/explored_sync_queue   explores itself
#
# common/explored/explored_<header>.c has a primitive's scenarios; whatever is
# not `ok`, with everything seen, is a failure.
COMMON_EXPLORED := $(sort $(basename $(notdir $(wildcard common/explored/*.c))))

.SECONDARY: $(COMMON_EXPLORED:%=$(BUILD)/explore/common_explored/%)

$(BUILD)/explore/common_explored/%: common/explored/%.c $(EXPLORE_PARTS) \
    $(BUILD)/explore/libsync_explored.a
	$(call say,EXPLORE,$<)
	$(Q)mkdir -p $(@D)
	$(Q)BUILD=$(BUILD) CC=$(CC) \
	    EXPLORE_WITH=$(BUILD)/explore/libsync_explored.a \
	    sh $(EXPLORER)/compile.sh $@ $< $(C11) $(WARNINGS) -DSYNC_NO_INLINE \
	    -Icommon/include -I$(HARNESS) -I$(EXPLORER)

$(BUILD)/explore/common_explored/%.seen: $(BUILD)/explore/common_explored/%
	$(Q)rm -f $@; sh $(EXPLORER)/explore_all.sh $< > $<.log; status=$$?; \
	sed 's/^/  /' $<.log; [ $$status -eq 0 ] && touch $@

.PHONY: common-explore
common-explore: $(COMMON_EXPLORED:%=$(BUILD)/explore/common_explored/%.seen) ## [instructors] the common library under every schedule

.PHONY: explored
explored: $(EXPLORE_PARTS) $(BUILD)/explore/libsync_explored.a \
          $(foreach l,$(or $(LAB_KEY),$(EXPLORED_LABS)),$(call explored_of,$(l))) ## [instructors] build what explores a lab's attempts (LAB=)
