# The slides: Markdown in, HTML and PDF out. Students do not get them.
#
#   build/slides/npm             Marp CLI, as slides/package-lock.json says
#   build/slides/<deck>.md       the deck with code and reports in it
#   build/slides/<deck>.html     self-contained; needs no browser to be built
#   build/slides/<deck>.pdf      16:9, by chromium
#   build/slides/sheets/<deck>.png   a contact sheet

SLIDES      := slides
SLIDES_OUT  := $(BUILD)/slides
SLIDES_NPM  := $(SLIDES_OUT)/npm
DECKS       := $(sort $(basename $(notdir $(wildcard $(SLIDES)/[0-9][0-9]_*.md))))
DECK_HTML   := $(DECKS:%=$(SLIDES_OUT)/%.html)
DECK_PDF    := $(DECKS:%=$(SLIDES_OUT)/%.pdf)
DECK_SHEETS := $(DECKS:%=$(SLIDES_OUT)/sheets/%.png)
CHROMIUM    := chromium

# A folder named slides stands beside the targets.
.PHONY: slides slides-html slides-sheet bench-slides test-slides slides-packages

slides-packages:
	$(Q)sh graders/setup.sh slides

slides: slides-packages ## [instructors] the slides as HTML and PDF, in build/slides
	+$(Q)$(MAKE) --no-print-directory slides-html $(DECK_PDF)

slides-html: $(DECK_HTML) $(SLIDES_OUT)/index.html ## [instructors] the HTML alone, which needs no chromium

slides-sheet: slides-packages ## [instructors] a contact sheet of each deck, in build/slides/sheets
	+$(Q)$(MAKE) --no-print-directory $(DECK_SHEETS)

test-slides: slides ## [instructors] the slides: what they include, that they fit, are spelled right, need nothing else
	$(Q)$(call quietly,slides) $(UNEXPORT) sh $(SLIDES)/tests/run.sh $(BUILD)

$(SLIDES_NPM)/installed: $(SLIDES)/package.json $(SLIDES)/package-lock.json \
                         $(SLIDES)/tools/install.sh
	$(call say,NPM,$(SLIDES_NPM))
	$(Q)sh $(SLIDES)/tools/install.sh $(@D)

slides_node = NODE_PATH=$(abspath $(SLIDES_NPM))/node_modules \
              SLIDES_BUILD=$(BUILD) node
marp = CHROME_PATH=$$(command -v $(CHROMIUM)) \
       $(SLIDES_NPM)/node_modules/.bin/marp --no-stdin --quiet \
       -c $(SLIDES)/tools/marp.config.js --theme $(SLIDES)/theme.css

# What a deck asks is asked of programs that are built before, so that decks
# can be made side by side.
ASKED_PROGRAMS := $(BIN)/explain $(BIN)/predict $(BIN)/explore $(BIN)/pages
$(SLIDES_OUT)/%.md: $(SLIDES)/%.md $(wildcard $(SLIDES)/tools/*.js) \
                    $(SLIDES_NPM)/installed $(GRADERS) $(EXPLORE_PARTS) \
                    $(ASKED_PROGRAMS) $(SLIDES_OUT)/bench
	$(call say,EXPAND,$<)
	$(Q)$(slides_node) $(SLIDES)/tools/expand.js $< $@

$(SLIDES_OUT)/%.html: $(SLIDES_OUT)/%.md $(SLIDES)/theme.css
	$(call say,MARP,$@)
	$(Q)$(marp) $< -o $@

# The browser leaves its profile behind, in a folder that goes with it.
$(SLIDES_OUT)/%.pdf: $(SLIDES_OUT)/%.md $(SLIDES)/theme.css
	$(call say,MARP,$@)
	$(Q)scratch=$$(mktemp -d) && export TMPDIR="$$scratch"; \
	    $(marp) --pdf --pdf-outlines $< -o $@; \
	    status=$$?; rm -rf "$$scratch"; exit $$status

$(SLIDES_OUT)/sheets/%.png: $(SLIDES_OUT)/%.html
	$(call say,SHEET,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(slides_node) $(SLIDES)/tools/sheet.js $< $@

$(SLIDES_OUT)/index.html: $(DECK_HTML) $(SLIDES)/tools/index.sh
	$(call say,INDEX,$@)
	$(Q)sh $(SLIDES)/tools/index.sh $(SLIDES_OUT) $(DECKS) > $@

# Threads, processes and an event loop, measured on this machine.
BENCH_SLIDES := $(wildcard $(SLIDES)/bench/*.c)
$(SLIDES_OUT)/bench: $(BENCH_SLIDES) $(wildcard $(SLIDES)/bench/*.h) $(LIBSYNC)
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(C11) $(WARNINGS) -O2 -g $(INCLUDES) -pthread $(BENCH_SLIDES) \
	    $(LIBSYNC) -o $@

bench-slides: $(SLIDES_OUT)/bench ## [instructors] threads, processes and an event loop, measured for the slides
	$(Q)$<

# Kept, to be looked at.
.SECONDARY: $(DECKS:%=$(SLIDES_OUT)/%.md)
-include $(wildcard $(SLIDES_OUT)/*.md.d)
