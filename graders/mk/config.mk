# What every fragment needs: tools, flags, the list of labs and LAB=.

SHELL := /bin/sh
comma := ,
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

BUILD := build
CC    := gcc
V     ?= 0
# Quiet lines: `$(call say,CC,name)` prints one, `$(Q)` hides the command.
ifeq ($(V),1)
Q   :=
say := @:
else
Q   := @
say  = @printf '  %-8s %s\n' '$(1)' '$(2)'
endif

C11      := -std=c11 -D_POSIX_C_SOURCE=200809L
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wold-style-definition -Wvla \
            -Wwrite-strings -Wpointer-arith -Wundef -Wformat=2 -Wcast-qual \
            -Wimplicit-fallthrough -fno-common
# `make WERROR=1` (CI, the build test) turns warnings into errors.
ifeq ($(WERROR),1)
WARNINGS += -Werror
endif
DEPS     := -MMD -MP
DEBUG    := -g -fno-omit-frame-pointer
CFLAGS   ?= -O2
INCLUDES := -Icommon/include -Igraders/harness

# CONFINE=auto|full|container|laptop|none, and CONFINE_MIN= the least that will
# do: how attempts are confined (graders/harness/confine.h).
ifdef CONFINE
export INTERLEAVE_CONFINE := $(CONFINE)
endif
ifdef CONFINE_MIN
export INTERLEAVE_CONFINE_MIN := $(CONFINE_MIN)
endif

# Labs are the numbered folders; the stem is the key without its number.
LABS     := $(sort $(notdir $(wildcard labs/[0-9][0-9]_*)))
stem_of   = $(patsubst $(firstword $(subst _, ,$(1)))_%,%,$(1))

# LAB=3, LAB=03, LAB=03_bounded_queue and LAB=bounded_queue mean the same.
ifdef LAB
lab_matches := $(filter $(LAB) 0$(LAB)_% $(LAB)_%,$(LABS)) \
               $(foreach l,$(LABS),$(if $(filter $(LAB),$(call stem_of,$(l))),$(l)))
LAB_KEY     := $(firstword $(sort $(lab_matches)))
ifeq ($(LAB_KEY),)
$(error there is no lab '$(LAB)'; `make` lists the labs)
endif
LAB_STEM    := $(call stem_of,$(LAB_KEY))
endif
# For recipes that make no sense without a lab.
need_lab = $(if $(LAB_KEY),,$(error say which lab: make $@ LAB=1 (the labs are $(LABS))))
