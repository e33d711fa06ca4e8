# replay.gdb - stops a replay where it fails, with every thread as it is then.
#
#   gdb -x replay.gdb --args PROGRAM replay=TOKEN
#
# The program's threads are fibers of one thread of the system, which gdb does
# not know as threads: `fibers` lists them, `fiber N` shows the stack of one.

set pagination off
set confirm off
set print thread-events off
set debuginfod enabled off

define fibers
    set $fibers_i = 0
    while $fibers_i < engine.thread_count
        if &threads[$fibers_i] == engine.current
            printf "* %2d  %s\n", $fibers_i, threads[$fibers_i].name
        else
            if threads[$fibers_i].state == THREAD_FINISHED
                printf "  %2d  %s (has ended)\n", $fibers_i, threads[$fibers_i].name
            else
                printf "  %2d  %s\n", $fibers_i, threads[$fibers_i].name
            end
        end
        set $fibers_i = $fibers_i + 1
    end
end
document fibers
Lists the program's threads; * marks the one that runs.
end

define fiber
    if $argc != 1
        printf "fiber N: the stack of thread N, as `fibers` counts\n"
    else
        if &threads[$arg0] == engine.current
            select-frame 0
            backtrace
        else
            if threads[$arg0].state == THREAD_FINISHED
                printf "it has ended\n"
            else
                fiber_of_another $arg0
            end
        end
    end
end
document fiber
fiber N: shows the stack of thread N, as `fibers` counts.
end

# Registers are put back: the program can go on afterwards.
define fiber_of_another
    select-frame 0
    set $fiber_saved = (unsigned long *)threads[$arg0].fiber.stack_pointer
    set $fiber_pc = $pc
    set $fiber_sp = $sp
    set $fiber_rbp = $rbp
    set $rbp = $fiber_saved[5]
    set $sp = (unsigned long)($fiber_saved + 7)
    set $pc = $fiber_saved[6]
    backtrace
    set $pc = $fiber_pc
    set $sp = $fiber_sp
    set $rbp = $fiber_rbp
    select-frame 0
end

# In the frame of the program's own code that the failure is about, if it is
# in the thread that runs.
define to_the_failing_line
    set $failing_i = 0
    while $failing_i < 8 && $pc != $failing_pc
        up-silently
        set $failing_i = $failing_i + 1
    end
    frame
end

break execution_fail
commands
    silent
    set $failing_pc = (unsigned long)pc
    printf "\nHere the schedule fails: "
    output (enum verdict)verdict
    printf "\nIts threads (fiber N shows the stack of one):\n"
    fibers
    printf "\n"
    to_the_failing_line
end

run
