# Pages: the class and each report in a browser, pictures of failing runs.
#
#   build/bin/pages          graders/pages
#   build/suite/pages/assets.o   the style and the script, linked in as they are

PAGES       := graders/pages
PAGES_VIEWS := text glyph file result fields class course moment csv gradebook \
               rubric palette

$(BUILD)/suite/pages/%.o: $(PAGES)/%.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C11) $(filter-out -Wpedantic,$(WARNINGS)) -g -O2 $(SANITIZER) \
	    $(INCLUDES) -Igraders/grade -Igraders/explorer/view $(DEPS) -c $< -o $@

$(BUILD)/suite/pages/assets.o: $(PAGES)/style.css $(PAGES)/stepper.js
	$(Q)mkdir -p $(@D)
	$(Q)cd $(PAGES) && ld -r -b binary -z noexecstack -o $(abspath $@) \
	    style.css stepper.js

$(BIN)/pages: $(patsubst graders/%.c,$(BUILD)/suite/%.o,$(wildcard $(PAGES)/*.c)) \
              $(BUILD)/suite/pages/assets.o \
              $(PAGES_VIEWS:%=$(BUILD)/suite/grade/view_%.o) \
              $(call program_objects,graders/grade/digest.c \
              graders/explorer/view/schedule_file.c) \
              $(BUILD)/suite/harness/verdict.o
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -ljansson -lnettle

-include $(wildcard $(BUILD)/suite/pages/*.d)

.PHONY: pages

pages: export PAGES_OUT = $(call as_typed,OUT)
pages: export PAGES_COURSE = $(call as_typed,COURSE)
pages: $(BIN)/pages ## [instructors] the pages of a class again, without grading: OUT=folder COURSE=file
	$(Q)$(BIN)/pages write --course "$$PAGES_COURSE" --graders graders \
	    $(addprefix --lab ,$(LABS)) -- "$$PAGES_OUT"
