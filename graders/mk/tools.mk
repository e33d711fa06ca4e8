# Valgrind's tools and ThreadSanitizer on one scenario of an attempt, in words.
#
# The raw log is kept beside the attempt's results; explain says what it means.

TOOL_LABELS := helgrind drd memcheck tsan
SCENARIO    ?= everything
TOOL_ATTEMPT = $(or $(ATTEMPT),labs/$(LAB_KEY)/$(LAB_STEM).c)
TOOL_FOLDER  = $(BUILD)/tools/$(LAB_KEY)/$(basename $(notdir $(TOOL_ATTEMPT)))
TOOL_LOG     = $(TOOL_FOLDER)/$@.$(if $(filter tsan,$@),log,xml)

.PHONY: $(TOOL_LABELS)
helgrind: ## [students] what helgrind says about your attempt (LAB=1)
drd: ## [students] the same by DRD, another race detector of Valgrind's
memcheck: ## [students] memory errors and leaks
tsan: ## [students] what ThreadSanitizer says

$(TOOL_LABELS): $(if $(LAB_KEY),$(call grader_of,$(LAB_KEY))) $(BIN)/explain
	$(need_lab)
	$(Q)mkdir -p '$(TOOL_FOLDER)'
	$(Q)$(BIN)/grade --root . --build $(BUILD) --lab $(LAB_KEY) --tool $@ \
	    --scenario '$(SCENARIO)' --keep '$(TOOL_FOLDER)' '$(TOOL_ATTEMPT)' && \
	    $(BIN)/explain $@ '$(TOOL_LOG)' '$(TOOL_ATTEMPT)' --name $(LAB_STEM).c
