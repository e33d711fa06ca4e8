# Graders: the harness, the scenario objects and the suite of each lab, the
# programs of graders/grade and graders/valgrind.
#
#   build/plain/harness/*.o   part of every scenario program
#   build/plain/<lab>/scenarios.o
#   build/tsan/...            the same for ThreadSanitizer
#   build/suite/<lab>/test_<stem>
#   build/bin/                grade, show, explain

HARNESS  := graders/harness
BIN      := $(BUILD)/bin
REDIRECT := $(HARNESS)/redirect.map

# What is linked with an attempt; the rest of the harness judges from outside.
INSIDE_SOURCES  := $(wildcard $(HARNESS)/turns_*.c) $(HARNESS)/report.c \
                   $(HARNESS)/scenario_main.c $(HARNESS)/verdict.c
CONFINE_SOURCES := $(wildcard $(HARNESS)/confine*.c)
OUTSIDE_SOURCES := $(CONFINE_SOURCES) $(addprefix $(HARNESS)/,verdict.c watch.c watch_files.c \
                   outcome.c judge.c judge_races.c judge_explored.c collect.c \
                   without_git.c) \
                   $(wildcard $(HARNESS)/stand*.c)
FINDING_SOURCES := $(filter-out graders/valgrind/explain%.c,\
                   $(wildcard graders/valgrind/*.c))

INSIDE_OBJECTS  := $(INSIDE_SOURCES:graders/%.c=$(BUILD)/plain/%.o)
OUTSIDE_OBJECTS := $(OUTSIDE_SOURCES:graders/%.c=$(BUILD)/suite/%.o)
FINDING_OBJECTS := $(FINDING_SOURCES:graders/%.c=$(BUILD)/suite/%.o)
SUITES := $(foreach l,$(LABS),$(BUILD)/suite/$(l)/test_$(call stem_of,$(l)))

# Code that runs inside the scenario program is never instrumented: what a
# race detector reports has to be about the attempt.
$(BUILD)/plain/harness/%.o: graders/harness/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C11) $(WARNINGS) $(DEBUG) -O1 $(INCLUDES) $(DEPS) -c $< -o $@

# A lab's scenarios may stand in several files: scenarios.c, scenarios_*.c; and
# in hidden/, which students do not get.
scenarios_of      = $(wildcard graders/$(1)/scenarios*.c \
                    graders/$(1)/hidden/scenarios*.c)
SCENARIO_SOURCES := $(foreach l,$(LABS),$(call scenarios_of,$(l)))
SCENARIO_PARTS   := $(SCENARIO_SOURCES:graders/%.c=$(BUILD)/parts/%.o)

$(SCENARIO_PARTS): $(BUILD)/parts/%.o: graders/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C11) $(WARNINGS) $(DEBUG) -O0 $(INCLUDES) \
	    -Ilabs/$(word 2,$(subst /, ,$<)) -Igraders/$(word 2,$(subst /, ,$<)) \
	    $(DEPS) -c $< -o $@

define scenarios_rule
$(BUILD)/plain/$(1)/scenarios.o: $(patsubst graders/%.c,$(BUILD)/parts/%.o,$(call scenarios_of,$(1)))
	$$(Q)mkdir -p $$(@D) && ld -r -o $$@ $$^
endef
$(foreach l,$(LABS),$(eval $(call scenarios_rule,$(l))))

$(BUILD)/plain/libturns.a: $(INSIDE_OBJECTS)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

# libsync as attempts get it: its calls are redirected like theirs, and an
# abort of its own means misuse.
$(BUILD)/redirect_library.map: $(REDIRECT)
	$(Q)mkdir -p $(@D)
	$(Q)sed 's/^abort .*/abort turns_library_abort/' $< > $@

# In both flavours every call of libsync stays a call (SYNC_NO_INLINE), so that
# it can be redirected and its caller's line can be told.
define sync_rules
$(BUILD)/$(1)/common_redirected/%.o: common/src/%.c $(BUILD)/redirect_library.map
	$$(call say,CC,$$< ($(1)))
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(CC) $$(C11) $$(WARNINGS) $$(DEBUG) -O1 $(2) -DSYNC_NO_INLINE \
	    -Icommon/include $$(DEPS) -c $$< -o $$@
	$$(Q)objcopy --redefine-syms=$(BUILD)/redirect_library.map $$@

$(BUILD)/$(1)/libsync_redirected.a: \
    $(patsubst common/src/%.c,$(BUILD)/$(1)/common_redirected/%.o,\
    $(wildcard common/src/*.c))
	$$(call say,AR,$$@)
	$$(Q)rm -f $$@ && ar rcs $$@ $$^

-include $(wildcard $(BUILD)/$(1)/common_redirected/*.d)
endef
$(eval $(call sync_rules,plain,))
$(eval $(call sync_rules,tsan,-fsanitize=thread))

# The judging side and the suites. `make SANITIZE=1 BUILD=...` builds what
# judges with ASan and UBSan (test-sanitize).
SANITIZER := $(if $(SANITIZE),-fsanitize=address$(comma)undefined \
             -fno-sanitize-recover=all)
SUITE_LIBS := -lseccomp -lcriterion -ljansson -ldw -lelf -lexpat

$(BUILD)/suite/%.o: graders/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C11) $(filter-out -Wpedantic,$(WARNINGS)) -g -O1 $(SANITIZER) $(INCLUDES) \
	    -Igraders/valgrind -Igraders/grade -Igraders/explorer/view $(DEPS) -c $< -o $@

$(BUILD)/suite/libjudge.a: $(OUTSIDE_OBJECTS) $(FINDING_OBJECTS)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

define suite_rule
$(BUILD)/suite/$(1)/test_$(call stem_of,$(1)): \
    $(BUILD)/suite/$(1)/test_$(call stem_of,$(1)).o \
    $(patsubst graders/%.c,$(BUILD)/suite/%.o,$(wildcard graders/$(1)/hidden/test_*.c)) \
    $(BUILD)/suite/libjudge.a
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $(SANITIZER) -o $$@ $$(filter %.o,$$^) -Wl,--whole-archive $(BUILD)/suite/libjudge.a \
	    -Wl,--no-whole-archive $(SUITE_LIBS)
endef
$(foreach l,$(LABS),$(eval $(call suite_rule,$(l))))

-include $(INSIDE_OBJECTS:.o=.d) $(OUTSIDE_OBJECTS:.o=.d) \
         $(FINDING_OBJECTS:.o=.d) $(SCENARIO_PARTS:.o=.d) \
         $(SUITES:%=%.d)

# The programs.
GRADE_SOURCES := $(addprefix graders/grade/,grade.c build.c build_explore.c build_blame.c hand_over.c suite.c assemble.c \
                 program.c rubric.c digest.c current.c tool.c $(notdir $(wildcard graders/grade/vet*.c))) \
                 $(CONFINE_SOURCES) \
                 $(addprefix $(HARNESS)/,watch.c watch_files.c outcome.c verdict.c) \
                 $(wildcard $(HARNESS)/stand*.c) $(FINDING_SOURCES)
SHOWN_SCHEDULE := $(addprefix graders/explorer/view/,table.c report_view.c \
                  history_view.c schedule_file.c)
SHOW_SOURCES  := graders/grade/show.c $(wildcard graders/grade/view_*.c) \
                 $(SHOWN_SCHEDULE) $(HARNESS)/verdict.c
EXPLAIN_SOURCES := $(wildcard graders/valgrind/*.c)
program_objects = $(patsubst graders/%.c,$(BUILD)/suite/%.o,$(1))

$(BIN)/grade: $(call program_objects,$(GRADE_SOURCES))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -ljansson -lnettle -lseccomp -ldw -lelf -lexpat

$(BIN)/show: $(call program_objects,$(SHOW_SOURCES))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -ljansson

$(BIN)/explain: $(call program_objects,$(EXPLAIN_SOURCES))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -lexpat

-include $(wildcard $(BUILD)/suite/grade/*.d)

# Everything that grading one attempt of one lab needs.
GRADER_COMMON := $(BIN)/grade $(BIN)/show $(BUILD)/plain/libturns.a \
                 $(BUILD)/plain/libsync_redirected.a \
                 $(BUILD)/tsan/libsync_redirected.a \
                 $(BUILD)/explore/libexplore.a $(BUILD)/explore/libexplain.so \
                 $(BUILD)/explore/redirect.map \
                 $(BUILD)/explore/libsync_explored.a
grader_of = $(GRADER_COMMON) $(BUILD)/plain/$(1)/scenarios.o \
            $(BUILD)/suite/$(1)/test_$(call stem_of,$(1)) \
            $(if $(wildcard graders/$(1)/explored.c),$(BUILD)/explore/labs/$(1)/explored.o)
GRADERS := $(sort $(foreach l,$(LABS),$(call grader_of,$(l))))

.PHONY: graders
graders: $(GRADERS) ## [instructors] build everything that grading needs

.PHONY: grader
grader: $(if $(LAB_KEY),$(call grader_of,$(LAB_KEY))) ## [instructors] build the grader of one lab
	$(need_lab)
