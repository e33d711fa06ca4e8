# `make` alone: the commands, from the comments behind their targets, and the
# labs with their state.

.PHONY: help
help: export STUDENT_BUILD = $(abspath $(BUILD))
help: ## [students] this help, and the list of labs
	@awk -v students_only=$(if $(wildcard graders/mk/instructor.mk),0,1) \
	    -f graders/student/help.awk graders/mk/student.mk \
	    $(filter-out graders/mk/student.mk,$(wildcard graders/mk/*.mk))
	@echo 'Labs (their state when you last ran make check)'
	@sh graders/student/labs.sh list $(LABS) | sed 's/^/  /'
