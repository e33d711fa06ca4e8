# For instructors: grade a class. The engine is GNU make; what one job is stands
# in graders/class.

SUBMISSIONS ?= graders/class/example
OUT         ?= $(BUILD)/class
COURSE      ?= graders/course.tsv
COMPARE     ?= $(BUILD)/class
ENGINE      ?= local
CHUNK       ?= 50
CPUS        ?= 1

CLASS_VIEWS := text glyph file result fields
CLASS_LINKED := $(CLASS_VIEWS:%=$(BUILD)/suite/grade/view_%.o) \
                $(BUILD)/suite/harness/verdict.o
CLASS_PROGRAMS := $(addprefix $(BIN)/,collect pending class_job compare pages)

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

# It asks what grade asks before it grades.
$(BIN)/pending: $(BUILD)/suite/class/pending.o $(CLASS_LINKED) \
                $(call program_objects,graders/grade/current.c graders/grade/digest.c)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) -o $@ $^ -ljansson -lnettle

# It reads whole classes, as show does.
$(BIN)/compare: $(BUILD)/suite/class/compare.o $(CLASS_LINKED) \
    $(patsubst %,$(BUILD)/suite/grade/view_%.o,class course moment csv)
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) -o $@ $^ -ljansson

-include $(wildcard $(BUILD)/suite/class/*.d)

.PHONY: grade regrade class-programs

class-programs: $(GRADERS) $(CLASS_PROGRAMS)
	@:

# SUBMISSIONS and OUT travel through the environment as they were typed: names
# are data, and neither make nor the shell reads anything into them.
grade regrade: export CLASS_SUBMISSIONS = $(call as_typed,SUBMISSIONS)
grade regrade: export CLASS_OUT = $(call as_typed,OUT)
grade regrade: export CLASS_COURSE = $(call as_typed,COURSE)
grade regrade: export CLASS_BUILD = $(abspath $(BUILD))
grade regrade: export CLASS_MAKE = $(MAKE)
grade regrade: export CLASS_GOAL = $@
grade regrade: export CLASS_ENGINE = $(call as_typed,ENGINE)
grade regrade: export CLASS_HOSTS = $(call as_typed,HOSTS)
grade regrade: export CLASS_CHUNK = $(call as_typed,CHUNK)
grade regrade: export CLASS_SSH = $(call as_typed,SSH)
grade regrade: export CLASS_CPUS = $(call as_typed,CPUS)
regrade: export CLASS_COMPARE = $(call as_typed,COMPARE)
# setpriv ties the class to this make: when that is killed, nothing goes on.
grade_class = +$(Q)CLASS_JOBS=$$($(all_cores)); export CLASS_JOBS; \
	$(MAKE) --no-print-directory $$CLASS_JOBS class-programs || exit 2; \
	$(unless_dry); \
	exec $$(command -v setpriv >/dev/null && \
	    echo setpriv --pdeathsig KILL) sh graders/class/grade.sh $(LABS)

grade: ## [instructors] grade a class: SUBMISSIONS=folder OUT=folder COURSE=file; without them the example class; on many machines: ENGINE=slurm, or ENGINE=parallel HOSTS=file
	$(grade_class)

# Without OUT=, its results stand beside those they are compared with.
ifeq ($(origin OUT),file)
regrade: OUT = $(BUILD)/regrade
endif
regrade: ## [instructors] grade it, then say what changed since COMPARE=folder, and why: the attempt, the grader or, a bug, nothing
	$(grade_class)
