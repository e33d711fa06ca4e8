# For instructors: grade a class. The engine is GNU make; what one job is stands
# in graders/class.

SUBMISSIONS ?= graders/class/example
OUT         ?= $(BUILD)/class
COURSE      ?= graders/course.tsv

CLASS_VIEWS := text glyph file result fields
CLASS_LINKED := $(CLASS_VIEWS:%=$(BUILD)/suite/grade/view_%.o) \
                $(BUILD)/suite/harness/verdict.o
CLASS_PROGRAMS := $(BIN)/collect $(BIN)/class_job $(BIN)/pages

$(BUILD)/suite/class/%.o: graders/class/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C11) $(WARNINGS) -g -O1 $(INCLUDES) -Igraders/grade $(DEPS) \
	    -c $< -o $@

$(BIN)/collect: $(patsubst %,$(BUILD)/suite/class/%.o,collect find book) \
                $(CLASS_LINKED)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) -o $@ $^ -ljansson

$(BIN)/class_job: $(BUILD)/suite/class/class_job.o $(CLASS_LINKED)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) -o $@ $^ -ljansson

-include $(wildcard $(BUILD)/suite/class/*.d)

.PHONY: grade class-programs

class-programs: $(GRADERS) $(CLASS_PROGRAMS)
	@:

# SUBMISSIONS and OUT travel through the environment as they were typed: names
# are data, and neither make nor the shell reads anything into them.
grade: export CLASS_SUBMISSIONS = $(call as_typed,SUBMISSIONS)
grade: export CLASS_OUT = $(call as_typed,OUT)
grade: export CLASS_COURSE = $(call as_typed,COURSE)
grade: export CLASS_BUILD = $(abspath $(BUILD))
grade: export CLASS_MAKE = $(MAKE)
# setpriv ties the class to this make: when that is killed, nothing goes on.
grade: ## [instructors] grade a class: SUBMISSIONS=folder OUT=folder COURSE=file; without them the example class
	+$(Q)CLASS_JOBS=$$($(all_cores)); export CLASS_JOBS; \
	$(MAKE) --no-print-directory $$CLASS_JOBS class-programs || exit 2; \
	$(unless_dry); \
	exec $$(command -v setpriv >/dev/null && \
	    echo setpriv --pdeathsig KILL) sh graders/class/grade.sh $(LABS)
