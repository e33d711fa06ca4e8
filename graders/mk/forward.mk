# The Makefile of every lab: forwards each target to the top, with this lab
# chosen, so that `make check` in a lab's folder is `make check LAB=...`.

include ../../graders/mk/exit_status.mk

LAB := $(notdir $(CURDIR))
.DEFAULT_GOAL := help
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules
FORWARD = +@$(unasked); STUDENT_FROM='$(CURDIR)' \
          $(MAKE) --no-print-directory -C ../.. $(1) LAB='$(LAB)'

.PHONY: FORCE forwarded $(QUESTION_GOALS)
%: FORCE
	$(call FORWARD,$@)
Makefile ../../graders/mk/exit_status.mk ../../graders/mk/forward.mk: ;

$(QUESTION_GOALS): forwarded
	$(answer)
forwarded:
	$(call FORWARD,$(filter $(QUESTION_GOALS),$(MAKECMDGOALS))); $(hand_on)
