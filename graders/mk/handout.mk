# For instructors: what others get. Students a tarball without anything that
# gives an answer away, Gradescope a zip that grades.

.PHONY: handout gradescope

handout: export HANDOUT_TO = $(call to_typed,handout)
handout: ## [instructors] what students get, as TO/interleave.tar.gz; with LAB= that lab alone
	$(Q)sh graders/handout/handout.sh $(or $(LAB_KEY),$(LABS))

gradescope: export GRADESCOPE_TO = $(call to_typed,gradescope)
gradescope: export GRADESCOPE_COURSE = $(call as_typed,COURSE)
gradescope: ## [instructors] the autograder of one lab (LAB=1), as TO/LAB.zip
	$(need_lab)
	$(Q)sh graders/export/gradescope/pack.sh $(LAB_KEY)
