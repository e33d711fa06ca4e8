# For students: the scripts are in graders/student. Each command first builds
# what it needs, on all cores and silently once that is done.

include graders/mk/exit_status.mk

SECONDS_TO_RUN ?= 20
RUNS           ?= 20

.PHONY: check run hint progress watch reset doctor play predict stress \
        check-ran doctor-ran predict-ran student-programs

# A variable as it was typed, so that no name in it is read as make's syntax.
as_typed = $(if $(filter file,$(origin $(1))),$($(1)),$(value $(1)))

# Without a -j of the caller's own, as many at a time as there are cores.
all_cores = case "$$MAKEFLAGS" in *' -j'*) ;; *) echo "-j$$(nproc)";; esac

which_lab = $(if $(LAB_KEY),,$(error \
            say which lab: make $(@:-ran=) LAB=1))

# Begins the recipe of a command: builds what it needs.
ready = +@$(which_lab)$(unasked); \
        $(MAKE) --no-print-directory $$($(all_cores)) student-programs \
            ASKED='$(patsubst %-ran,%,$@)' || \
        exit 2; $(unless_dry)

student-programs: $(if $(LAB_KEY),$(call grader_of,$(LAB_KEY)) $(LIBSYNC),\
                  $(BIN)/show) $(if $(filter play,$(ASKED)),$(BIN)/play) \
                  $(if $(filter predict,$(ASKED)),$(BIN)/predict)
	@:

STUDENT_COMMANDS := check-ran run hint progress watch reset doctor-ran play \
                    predict-ran stress
$(STUDENT_COMMANDS): export STUDENT_BUILD = $(abspath $(BUILD))
$(STUDENT_COMMANDS): export STUDENT_LAB = $(LAB_KEY)
$(STUDENT_COMMANDS): export STUDENT_STEM = $(LAB_STEM)
$(STUDENT_COMMANDS): export STUDENT_ATTEMPT = $(call as_typed,ATTEMPT)
$(STUDENT_COMMANDS): export STUDENT_CHECK = $(call as_typed,CHECK)
$(STUDENT_COMMANDS): export STUDENT_ARGS = $(call as_typed,ARGS)
$(STUDENT_COMMANDS): export STUDENT_SCENARIO = $(if $(filter file,$(origin SCENARIO)),,$(value SCENARIO))
$(STUDENT_COMMANDS): export STUDENT_PREDICT = $(call as_typed,PREDICT)
$(STUDENT_COMMANDS): export STUDENT_RUNS = $(RUNS)
$(STUDENT_COMMANDS): export STUDENT_SECONDS = $(SECONDS_TO_RUN)
$(STUDENT_COMMANDS): export STUDENT_CC = $(CC)
$(STUDENT_COMMANDS): export STUDENT_FLAGS = $(C11) $(DEBUG)

check: check-ran ## [students] grade your file (LAB=1), or another: ATTEMPT=path; CHECK=name shows one check alone
	$(answer)
check-ran:
	$(ready); sh graders/student/check.sh; $(hand_on)

hint: ## [students] a hint for the first failing check (LAB=1), deeper each time; for another: CHECK=name
	$(ready); sh graders/student/hint.sh

run: ## [students] run the lab's demo with your file, real threads (LAB=1)
	$(ready); sh graders/student/run.sh

stress: ## [students] run it RUNS=20 times and count how often it goes wrong, by luck
	$(ready); sh graders/student/stress.sh

play: ## [students] play the scheduler: can you make your file fail? (LAB=1, SCENARIO=name)
	$(ready); sh graders/student/ask.sh play

predict: predict-ran ## [students] which final values are possible? PREDICT="1 2", or it asks (LAB=1, SCENARIO=name)
	$(answer)
predict-ran:
	$(ready); sh graders/student/ask.sh predict; $(hand_on)

watch: ## [students] check your file whenever you save it (LAB=1)
	$(ready); sh graders/student/watch.sh

progress: ## [students] how far you are in each lab
	@sh graders/student/labs.sh progress $(LABS)

reset: ## [students] start over (LAB=1); what you had is kept beside it
	@$(which_lab)sh graders/student/reset.sh

doctor: doctor-ran ## [students] what is missing on this machine, and how to mend it
	$(answer)
doctor-ran:
	+@$(unless_dry); sh graders/student/doctor.sh; $(hand_on)
