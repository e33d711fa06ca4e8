# Interleave: one make graph for labs, graders and the common library.
# `make` alone prints help. The fragments live in graders/mk/; adding a lab
# edits none of them.

.DEFAULT_GOAL := help

include graders/mk/config.mk
include graders/mk/common.mk
include graders/mk/graders.mk
include graders/mk/explorer.mk
include graders/mk/soundness.mk
include graders/mk/play.mk
include graders/mk/student.mk
include graders/mk/explore.mk
include graders/mk/instructor.mk
include graders/mk/export.mk
include graders/mk/tools.mk
include graders/mk/test.mk
include graders/mk/help.mk
