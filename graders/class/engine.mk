# The engine of a class: one target a job, so that `-j` spreads them. Started
# by grade.sh in OUT/.class, where collect wrote the names of the jobs: numbers
# and labs, never a student's words. A job dies with this make ($$PPID).

JOBS := $(strip $(file <jobs.txt))

.PHONY: all $(JOBS)
all: $(JOBS)

$(JOBS):
	@exec "$$CLASS_JOB" $@ $$PPID
