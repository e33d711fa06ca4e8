# The commands of students that ask an explored attempt things: play, predict.
#
#   build/bin/play, build/bin/predict   started by grade --ask

PLAY        := graders/play
PLAY_SHARED := $(PLAY)/session.c $(CONFINE_SOURCES) $(HARNESS)/verdict.c \
               $(addprefix graders/grade/view_,palette.c text.c glyph.c)

$(BIN)/play: $(call program_objects,$(addprefix $(PLAY)/,play.c game.c \
             screen.c source.c) $(PLAY_SHARED))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -lseccomp -ljansson -lncurses

$(BIN)/predict: $(call program_objects,$(addprefix $(PLAY)/,predict.c \
                prediction.c source.c) $(PLAY_SHARED))
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D) && $(CC) $(SANITIZER) -o $@ $^ -lseccomp -ljansson

-include $(wildcard $(BUILD)/suite/play/*.d)
