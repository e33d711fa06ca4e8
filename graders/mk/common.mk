# libsync, its tests, its examples and its benchmark.  A new header, source,
# test, example or benchmark is picked up by its name; no line here changes.

LIBSYNC          := $(BUILD)/plain/libsync.a
LIBSYNC_HEADERS  := $(wildcard common/include/*.h)
LIBSYNC_STEMS    := $(sort $(basename $(notdir $(wildcard common/src/*.c))))
LIBSYNC_OBJECTS  := $(LIBSYNC_STEMS:%=$(BUILD)/plain/common/%.o)
COMMON_TESTS     := $(sort $(basename $(notdir $(wildcard common/tests/test_*.c))))
COMMON_EXAMPLES  := $(sort $(basename $(notdir $(wildcard common/examples/*.c))))
COMMON_BENCHES   := $(sort $(basename $(notdir $(wildcard common/bench/*.c))))
COMMON_FLAGS      = $(C11) $(WARNINGS) $(DEBUG) $(CFLAGS) $(INCLUDES) -pthread

# Kept, although make sees them as steps on the way to something else.
.SECONDARY: $(COMMON_TESTS:%=$(BUILD)/common/tests/%) \
            $(COMMON_EXAMPLES:%=$(BUILD)/common/examples/%) \
            $(COMMON_BENCHES:%=$(BUILD)/common/bench/%.o)

.PHONY: common-test common-examples bench

$(BUILD)/plain/common/%.o: common/src/%.c
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(COMMON_FLAGS) $(DEPS) -c $< -o $@

# Made anew each time, so that an object whose source is gone is gone too.
$(LIBSYNC): $(LIBSYNC_OBJECTS)
	@mkdir -p $(@D)
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcs $@ $^

# Tests: one Criterion program a header, each in processes of its own.
$(BUILD)/common/tests/%: common/tests/%.c $(LIBSYNC)
	@mkdir -p $(@D)
	$(call say,TEST,$<)
	$(Q)$(CC) $(COMMON_FLAGS) $(DEPS) -MF $@.d $< $(LIBSYNC) -lcriterion -o $@

# A test program that ran nothing is a failure: Criterion exits with 0 then.
# The log has no colours, because it is not a terminal.
$(BUILD)/common/tests/%.passed: $(BUILD)/common/tests/%
	$(Q)rm -f $@; \
	if $< -j2 >$<.log 2>&1 && grep -q 'Tested: [1-9]' $<.log; then \
	    printf '  %-8s %s: %s tests\n' PASS '$*' \
	        "$$(sed -n 's/.*Tested: \([0-9]*\).*/\1/p' $<.log)"; \
	    touch $@; \
	else \
	    cat $<.log; \
	    printf '  %-8s %s (the log: %s.log)\n' FAIL '$*' '$<'; \
	    exit 1; \
	fi

common-test: $(COMMON_TESTS:%=$(BUILD)/common/tests/%.passed) ## [instructors] the tests of the common library

# Examples: small programs that print something worth reading.
$(BUILD)/common/examples/%: common/examples/%.c $(LIBSYNC)
	@mkdir -p $(@D)
	$(call say,LINK,$<)
	$(Q)$(CC) $(COMMON_FLAGS) $(DEPS) -MF $@.d $< $(LIBSYNC) -o $@

$(BUILD)/common/examples/%.ran: $(BUILD)/common/examples/%
	$(call say,RUN,$*)
	$(Q)rm -f $@; \
	$< >$<.out || { cat $<.out; echo "$*: failed, status $$?"; exit 1; }; \
	touch $@

common-examples: $(COMMON_EXAMPLES:%=$(BUILD)/common/examples/%.ran) ## [instructors] build and run the examples of the library

# Benchmark: one program, so that all competitors run interleaved.  Only it
# needs GLib and nsync; without them nothing but `make bench` suffers.
BENCH_GLIB_FLAGS = $(shell pkg-config --cflags glib-2.0 2>/dev/null)
BENCH_GLIB_LIBS  = $(shell pkg-config --libs glib-2.0 2>/dev/null)

$(BUILD)/common/bench/%.o: common/bench/%.c
	@mkdir -p $(@D)
	@pkg-config --exists glib-2.0 2>/dev/null && \
	    test -e /usr/include/nsync.h || { \
	    echo 'make bench needs: apt-get install pkg-config libglib2.0-dev libnsync-dev' >&2; \
	    exit 2; }
	$(call say,CC,$<)
	$(Q)$(CC) $(COMMON_FLAGS) $(patsubst -I%,-isystem %,$(BENCH_GLIB_FLAGS)) \
	    $(DEPS) -c $< -o $@

$(BUILD)/common/bench/bench: $(COMMON_BENCHES:%=$(BUILD)/common/bench/%.o) $(LIBSYNC)
	$(call say,LINK,$@)
	$(Q)$(CC) $(DEBUG) -pthread $^ $(BENCH_GLIB_LIBS) -lnsync -o $@

bench: $(BUILD)/common/bench/bench ## [instructors] the library against raw pthreads, sem_t, GLib and nsync
	$(Q)$<

-include $(LIBSYNC_OBJECTS:.o=.d)
-include $(COMMON_TESTS:%=$(BUILD)/common/tests/%.d)
-include $(COMMON_EXAMPLES:%=$(BUILD)/common/examples/%.d)
-include $(COMMON_BENCHES:%=$(BUILD)/common/bench/%.d)
