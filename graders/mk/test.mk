# The suite proves itself. `make test` runs everything that needs neither root
# nor a network; each part is a target of its own.

# --- every attempt that the tree holds, graded twice -------------------------
# skeleton, solution, accepted-NAME and mutant-NAME of each lab:
#   build/plain/<attempt>/<lab>/result.json and build/again/... must be equal.
attempts_of = labs/$(1)/$(call stem_of,$(1)).c \
              solutions/$(1)/$(call stem_of,$(1)).c \
              $(sort $(wildcard graders/$(1)/accepted/*.c)) \
              $(sort $(wildcard graders/$(1)/mutants/*.c))
attempt_name = $(if $(filter labs/%,$(1)),skeleton,$(if $(filter solutions/%,\
               $(1)),solution,$(if $(findstring /accepted/,$(1)),accepted-,mutant-)$(basename $(notdir $(1)))))
result_of = $(BUILD)/$(3)/$(call attempt_name,$(2))/$(1)/result.json

TEST_LABS := $(or $(LAB_KEY),$(LABS))
RESULTS := $(foreach l,$(TEST_LABS),$(foreach a,$(call attempts_of,$(l)),\
           $(call result_of,$(l),$(a),plain)))
RESULTS_AGAIN := $(RESULTS:$(BUILD)/plain/%=$(BUILD)/again/%)

# grade itself knows whether a result is current; a wrong attempt (status 1) is
# what is expected here.
define attempt_rule
$(call result_of,$(1),$(2),$(3)): $(2) $(call grader_of,$(1)) FORCE
	$$(Q)mkdir -p $$(@D)
	$$(Q)$(BIN)/grade --root . --build $(BUILD) --lab $(1) $(4) \
	    --result $$@ $$< || [ $$$$? -eq 1 ]
endef
ifneq ($(filter test test-attempts expected repeat,$(MAKECMDGOALS)),)
$(foreach l,$(TEST_LABS),$(foreach a,$(call attempts_of,$(l)),\
    $(eval $(call attempt_rule,$(l),$(a),plain,--jobs 1 --if-changed))\
    $(eval $(call attempt_rule,$(l),$(a),again,--jobs 2))))
endif
.PHONY: FORCE
FORCE:

# What commands of students build besides, when first asked for: no part of
# what they print.
ASKED := $(EXPLORE_PARTS) $(BIN)/play $(BIN)/predict

# LAB and CHECK and so on are for one command; the tests start their own.
UNEXPORT := env -u MAKEFLAGS -u MAKELEVEL -u MAKEOVERRIDES -u MFLAGS

quietly = sh graders/tests/quietly.sh $(BUILD)/tests/$(1).log

TEST_PARTS := test-layout test-style test-builds common-test common-examples \
              common-explore test-soundness test-litmus test-explorer \
              test-harness test-grade test-valgrind test-attempts \
              test-hostile test-class test-export test-pages test-handout \
              test-student test-play test-sanitize test-reports

.PHONY: $(TEST_PARTS) test hostile repeat repeat-explored test-engines test-fresh test-fresh-handout \
        test-virtual test-pages-browser test-tidy bench-class expected regenerate

# One part after the other, each on all cores: the hostile attempts look for
# what is left behind, and must not find somebody else's work.
test: ## [instructors] all tests that need neither root, a network nor a browser
	+$(Q)passed=0; for part in $(TEST_PARTS); do \
	    printf '== %s\n' "$$part"; \
	    $(MAKE) --no-print-directory -j$$(nproc) $$part || { \
	        printf '%d passed, 1 failed: make %s\n' "$$passed" "$$part"; \
	        exit 1; }; \
	    passed=$$((passed + 1)); \
	done; printf '%d passed, 0 failed\n' "$$passed"

expected: $(RESULTS) $(BIN)/show ## [instructors] rewrite graders/expected.tsv (read it before you commit it)
	$(Q)sh graders/tests/expected.sh $(BIN)/show $(BUILD)/plain $(TEST_LABS) \
	    > $(BUILD)/expected.tsv
	$(Q)sh graders/tests/merge_expected.sh graders/expected.tsv \
	    $(BUILD)/expected.tsv $(TEST_LABS)
	@git --no-pager diff --stat -- graders/expected.tsv 2>/dev/null || true

test-attempts: $(RESULTS) $(RESULTS_AGAIN) ## [instructors] skeletons, solutions, accepted, mutants against graders/expected.tsv (LAB=)
	$(Q)sh graders/tests/attempts.sh $(BIN)/show $(BUILD) $(TEST_LABS)

# KINDS= keeps to some: `make repeat N=20 KINDS='skeleton solution'`.
repeat_times = $(if $(filter file,$(origin N)),20,$(N))
repeated = $(foreach l,$(TEST_LABS),$(foreach a,$(call attempts_of,$(l)),\
           $(if $(KINDS),$(if $(filter $(KINDS),$(call attempt_name,$(a))),\
               '$(l) $(a) $(call result_of,$(l),$(a),plain)'),\
               '$(l) $(a) $(call result_of,$(l),$(a),plain)')))

repeat: $(RESULTS) ## [instructors] N=20 times each attempt, on one core and with all cores busy: always the same (LAB=, KINDS=)
	$(Q)printf '%s\n' $(repeated) | \
	    sh graders/tests/repeat.sh $(BUILD) '$(repeat_times)' $(TEST_LABS)

repeat-explored: $(GRADERS) ## [instructors] N=20 times everything that is explored: always the same documents (LAB=, KINDS=)
	$(Q)printf '%s\n' $(repeated) | \
	    sh graders/tests/repeat_explored.sh $(BUILD) '$(repeat_times)'

test-harness: $(BIN)/grade ## [instructors] the harness: turns, stands, watch
	$(Q)$(call quietly,harness) sh graders/harness/tests/run.sh $(BUILD)/tests/harness

test-grade: $(BIN)/show $(BIN)/grade ## [instructors] vetting, views, the schema
	$(Q)$(call quietly,vet) sh graders/grade/vet_tests/run.sh $(BUILD)/tests/vet
	$(Q)$(call quietly,views) sh graders/grade/tests/run.sh $(abspath $(BIN)/show)

test-export: $(BIN)/export $(BIN)/collect ## [instructors] what platforms are given
	$(Q)$(call quietly,export) sh graders/export/tests/run.sh $(abspath $(BIN)/export)
	$(Q)$(call quietly,similarity) $(UNEXPORT) sh graders/class/tests/similarity.sh $(BUILD)

test-pages: $(BIN)/pages $(BIN)/show ## [instructors] pages and pictures, without a browser
	$(Q)$(call quietly,pages) sh graders/pages/tests/run.sh $(abspath $(BIN)/pages)

# Needs Chromium and Node, which it installs if it can, and so a network.
test-pages-browser: $(BIN)/pages ## [instructors] pages in a real browser (installs Chromium)
	$(Q)$(call quietly,browser) sh graders/pages/tests/browser.sh $(abspath $(BIN)/pages)

test-valgrind: $(BIN)/explain ## [instructors] what the tools' logs are turned into
	$(Q)$(call quietly,valgrind) sh graders/valgrind/tests/run.sh $(abspath $(BIN)/explain)

test-hostile: $(GRADERS) $(BIN)/machine ## [instructors] attempts that cheat or break things
	$(Q)$(call quietly,hostile) sh graders/hostile/levels.sh $(BIN)/machine . $(BUILD) best

# LEVEL=full, container, laptop or advisory: that one alone.
hostile: class-programs $(BIN)/export $(BIN)/machine ## [instructors] the same at each level of confinement, as in Docker and as a user too, and in a class (LEVEL=)
	$(Q)sh graders/hostile/levels.sh $(BIN)/machine . $(BUILD) $(or $(LEVEL),all)
	$(Q)$(if $(LEVEL),:,$(UNEXPORT) sh graders/hostile/beside.sh $(BUILD))

$(BIN)/machine: graders/tests/machine.c
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(C11) $(WARNINGS) -g -O1 -o $@ $< -lseccomp

test-class: $(GRADERS) ## [instructors] the class engine and the example class
	$(Q)$(call quietly,class) $(UNEXPORT) sh graders/class/tests/run.sh $(BUILD)
	$(Q)$(call quietly,regrade) $(UNEXPORT) sh graders/class/tests/regrade.sh $(BUILD)

# Packages of their own, and daemons that only root may start: not in make test.
test-engines: class-programs ## [instructors] a class on a Slurm of several nodes and over ssh, with machines killed half way (root)
	$(Q)if [ "$$(id -u)" -ne 0 ]; then \
	    echo 'test-engines: left out, for it needs root (its own Slurm and sshd)'; \
	elif sh graders/setup.sh test engines; then \
	    $(UNEXPORT) sh graders/class/tests/engines.sh $(BUILD); \
	else \
	    exit 2; \
	fi

bench-class: class-programs ## [instructors] a class of N=100 students with five attempts each: cost by stage, growth, killed and resumed (ENGINE=slurm too: root)
	$(Q)sh graders/setup.sh test $(if $(filter slurm,$(ENGINE)),engines)
	$(Q)$(UNEXPORT) -u ENGINE sh graders/class/tests/scale.sh $(BUILD) \
	    '$(if $(filter file,$(origin N)),100,$(N))' $(filter slurm,$(ENGINE))

test-student: $(GRADERS) $(ASKED) ## [instructors] what students see
	$(Q)$(call quietly,student) $(UNEXPORT) sh graders/student/tests/run.sh $(BUILD)

test-play: $(BIN)/play $(BIN)/predict $(call grader_of,01_racy_counter) ## [instructors] games and predictions, in terminals that nobody sees
	$(Q)$(call quietly,play) $(UNEXPORT) sh graders/play/tests/run.sh $(BUILD)

test-layout: ## [instructors] every file in its place, every contract written
	$(Q)sh graders/tests/layout.sh
	$(Q)sh graders/tests/contracts.sh
	$(Q)sh graders/tests/style.sh

test-style: ## [instructors] clang-format, cppcheck
	$(Q)sh graders/tests/format.sh

test-tidy: ## [instructors] clang-tidy on our own code (a minute and a half)
	$(Q)sh graders/tests/tidy.sh

test-builds: ## [instructors] everything without a warning by gcc and clang
	$(Q)sh graders/tests/builds.sh $(BUILD)/tests/builds

test-sanitize: ## [instructors] grade, suites and views under ASan and UBSan
	$(Q)$(call quietly,sanitize) $(UNEXPORT) sh graders/tests/sanitize.sh $(BUILD)/sanitize

test-handout: $(GRADERS) ## [instructors] the handout and the Gradescope zip, from what is in them
	$(Q)$(call quietly,handout) $(UNEXPORT) sh graders/handout/tests/run.sh $(BUILD)
	$(Q)$(call quietly,gradescope) $(UNEXPORT) sh graders/export/tests/gradescope.sh

test-fresh: ## [instructors] the README's two commands, and the handout, in a minimal Debian 12 (root)
	$(Q)$(UNEXPORT) FRESH_PARTS='$(FRESH_PARTS)' sh graders/tests/fresh.sh

test-fresh-handout: ## [instructors] the handout alone in a minimal Debian 12 (root)
	$(Q)$(UNEXPORT) sh graders/tests/fresh.sh handout

# Half a gigabyte of packages, and a kernel: not in make test.
test-virtual: ## [instructors] confinement on a whole Debian 12, control groups of version 2, in a virtual machine (root, RUN=)
	$(Q)sh graders/setup.sh test virtual
	$(Q)$(UNEXPORT) -u RUN sh graders/tests/virtual.sh $(if $(RUN),'$(value RUN)')

test-explorer: $(EXPLORE_PARTS) ## [instructors] what the explorer says: reports, tokens, documents, commands
	$(Q)$(call quietly,explorer) $(UNEXPORT) sh graders/explorer/tests/run.sh $(BUILD)

test-reports: $(GRADERS) $(ASKED) ## [instructors] the handouts' reports are what is printed today
	$(Q)$(UNEXPORT) sh graders/tests/reports.sh check $(BUILD)

regenerate: $(GRADERS) $(ASKED) ## [instructors] the reports inside the handouts and the README
	$(Q)$(UNEXPORT) sh graders/tests/reports.sh write $(BUILD)
