# Tiny programs that say in their first lines what must be reported of them,
# and what never: by gcc in every way, by clang, with ucontext in place of our
# own way to switch between threads, and on aarch64.
#
#   build/explore/litmus/NAME       compiled programs of a run that failed
#   build/explore/ucontext/...      the library of each variant
#   build/explore/aarch64/...

LITMUS := $(EXPLORER)/litmus
litmus = $(1) QUICK=1 BUILD=$(BUILD)/explore/$(2) \
         sh $(LITMUS)/run.sh $(BUILD)/explore/litmus_$(2)

# What differs between machines: threads, stacks, registers; and each verdict.
LITMUS_FEW := $(addprefix $(LITMUS)/,$(addsuffix .c,\
    mutex_counter mutex_crossed mutex_foreign_unlock mutex_robust \
    cond_if cond_lost cond_broadcast cond_time_limit sem_mutex \
    rwlock_writer barrier_serial spin_crossed once_one key_own c11_mutex \
    c11_condition thread_join thread_cleanup thread_stack_late thread_many \
    atomic_relaxed_flag atomic_release_acquire atomic_operations \
    atomic_cas_weak atomic_parts loop_flag loop_each_other loop_no_step \
    crash_null crash_recursion crash_trap crash_deep end_assert end_exit \
    heap_overflow heap_leak time_passes own_variables not_modelled \
    too_many count_counter_3 count_philosophers_3 count_buffer_2_2 \
    race_struct bug_queue))

# A library of its own for a variant: (name), (compiler), (flags).
variant_objects = $(EXPLORE_OBJECTS:$(BUILD)/explore/%=$(BUILD)/explore/$(1)/explore/%)
define explore_variant
$(BUILD)/explore/$(1)/explore/%.o: $(EXPLORER)/%.c
	$(Q)mkdir -p $$(@D)
	$(Q)$(2) $(EXPLORE_FLAGS) -DEXPLAIN_LIBRARY='""' \
	    -Wno-missing-prototypes $(3) $(DEPS) -c $$< -o $$@

$(BUILD)/explore/$(1)/explore/verdict.o: $(HARNESS)/verdict.c
	$(Q)mkdir -p $$(@D)
	$(Q)$(2) $(EXPLORE_FLAGS) $(DEPS) -c $$< -o $$@

$(BUILD)/explore/$(1)/explore/%.S.o: $(EXPLORER)/%.S $(EXPLORER)/entries.def
	$(Q)mkdir -p $$(@D)
	$(Q)$(2) -I$(EXPLORER) $(3) -c $$< -o $$@

$(BUILD)/explore/$(1)/explore/libexplore.a: $$(call variant_objects,$(1))
	$(call say,AR,$$@)
	$(Q)rm -f $$@ && ar rcs $$@ $$^

$(BUILD)/explore/$(1)/explore/redirect.map: $(EXPLORE_MAP)
	$(Q)mkdir -p $$(@D) && cp $$< $$@

-include $$(wildcard $(BUILD)/explore/$(1)/explore/*.d)
endef
$(eval $(call explore_variant,ucontext,gcc,-DFIBER_UCONTEXT))
$(eval $(call explore_variant,aarch64,aarch64-linux-gnu-gcc,))
variant_parts = $(addprefix $(BUILD)/explore/$(1)/explore/,libexplore.a redirect.map)

AARCH64 := CC=aarch64-linux-gnu-gcc LINK=aarch64-linux-gnu-gcc \
           OBJCOPY=aarch64-linux-gnu-objcopy NM=aarch64-linux-gnu-nm \
           LAUNCH='qemu-aarch64 -L /usr/aarch64-linux-gnu'

.PHONY: test-litmus test-litmus-gcc test-litmus-clang test-litmus-ucontext \
        test-litmus-aarch64

test-litmus: test-litmus-gcc test-litmus-clang test-litmus-ucontext \
             test-litmus-aarch64 ## [instructors] the explorer on tiny programs: what it must and must never report

test-litmus-gcc: $(EXPLORE_LIBRARY) $(EXPLORE_MAP)
	$(Q)BUILD=$(BUILD) sh $(LITMUS)/run.sh $(BUILD)/explore/litmus

test-litmus-clang: $(EXPLORE_LIBRARY) $(EXPLORE_MAP)
	$(Q)QUICK=1 CC=clang BUILD=$(BUILD) sh $(LITMUS)/run.sh \
	    $(BUILD)/explore/litmus_clang $(sort $(LITMUS_FEW) \
	    $(foreach p,atomic bug end loop race,$(wildcard $(LITMUS)/$(p)_*.c)))

test-litmus-ucontext: $(call variant_parts,ucontext)
	$(Q)$(call litmus,,ucontext) $(LITMUS_FEW)

test-litmus-aarch64: $(call variant_parts,aarch64)
	$(Q)$(call litmus,$(AARCH64),aarch64) $(LITMUS_FEW)
