# The engine of a class: one target a job, so that `-j` spreads them. Started
# in OUT/.class, by grade.sh for the whole class, by chunk.sh for a part of it.
# LIST holds the names of the jobs: numbers and labs, never a student's words.
# A job dies with this make ($$PPID), and none begins when the list is gone: then
# nobody waits for them any more.

LIST := pending.txt
JOBS := $(strip $(file <$(LIST)))

.PHONY: all $(JOBS)
all: $(JOBS)
	@:

$(JOBS):
	@test ! -e $(LIST) || exec "$$CLASS_JOB" $@ $$PPID
