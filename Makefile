# Interleave: one make graph for labs, graders and the common library.
# `make` alone prints help. The fragments live in graders/mk/; adding a lab
# edits none of them.

.DEFAULT_GOAL := help

include graders/mk/config.mk
include graders/mk/common.mk
include graders/mk/graders.mk
include graders/mk/explorer.mk
include graders/mk/soundness.mk
include graders/mk/litmus.mk
include graders/mk/play.mk
include graders/mk/student.mk
include graders/mk/explore.mk
include graders/mk/tools.mk
# Students do not get these (graders/handout).
include $(wildcard graders/mk/pages.mk graders/mk/instructor.mk graders/mk/export.mk \
                   graders/mk/handout.mk graders/mk/slides.mk graders/mk/test.mk)
include graders/mk/help.mk
