# For instructors: what other programs read. Everything here reads results and
# submissions, and changes neither.

EXPORT_FORMATS := $(sort $(patsubst graders/export/format_%.c,%,\
                  $(wildcard graders/export/format_*.c)))
EXPORT_VIEWS   := text glyph file result fields class course moment csv \
                  details gradebook palette
# What a command writes, each into a folder of its own unless TO= says where.
to_typed        = $(if $(TO),$(call as_typed,TO),$(BUILD)/$(1))

$(BUILD)/suite/export/%.o: graders/export/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C11) $(filter-out -Wpedantic,$(WARNINGS)) -g -O1 $(SANITIZER) \
	    $(INCLUDES) -Igraders/grade $(DEPS) -c $< -o $@

$(BIN)/export: $(patsubst graders/%.c,$(BUILD)/suite/%.o,\
               $(wildcard graders/export/*.c)) \
               $(EXPORT_VIEWS:%=$(BUILD)/suite/grade/view_%.o) \
               $(call program_objects,$(SHOWN_SCHEDULE)) \
               $(BUILD)/suite/harness/verdict.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -ljansson

-include $(wildcard $(BUILD)/suite/export/*.d)

.PHONY: export similarity

export: export EXPORT_OUT = $(call as_typed,OUT)
export: export EXPORT_TO = $(call to_typed,export/$(FORMAT))
export: export EXPORT_COURSE = $(call as_typed,COURSE)
export: export EXPORT_WORKSHEET = $(call as_typed,WORKSHEET)
export: export EXPORT_STAMP = $(call as_typed,STAMP)
export: $(BIN)/export ## [instructors] results as a platform reads them: FORMAT=name OUT=folder TO=folder; without FORMAT the list
	+$(Q)$(if $(FORMAT),,$(BIN)/export --help; exit 2;) \
	$(if $(filter $(FORMAT),$(EXPORT_FORMATS)),,echo 'there is no format of \
that name; the formats are: $(EXPORT_FORMATS)' >&2; exit 2;) \
	test -d "$$EXPORT_OUT" || { echo "there is no folder $$EXPORT_OUT; make \
	grade OUT=... makes one" >&2; exit 2; }; \
	$(BIN)/export $(FORMAT) --course "$$EXPORT_COURSE" \
	    --worksheet "$$EXPORT_WORKSHEET" --stamp "$$EXPORT_STAMP" \
	    $(if $(LAB_KEY),--lab $(LAB_KEY)) --to "$$EXPORT_TO" "$$EXPORT_OUT"

similarity: export CLASS_SUBMISSIONS = $(call as_typed,SUBMISSIONS)
similarity: export SIMILARITY_TO = $(call to_typed,similarity)
similarity: export SIMILARITY_PERCENT = $(call as_typed,PERCENT)
similarity: export CLASS_BUILD = $(abspath $(BUILD))
similarity: $(BIN)/collect ## [instructors] attempts that resemble one another: SUBMISSIONS=folder TO=folder; never part of a grade
	$(Q)sh graders/class/similarity.sh $(or $(LAB_KEY),$(LABS))
