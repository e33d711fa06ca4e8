/* A deadline is computed once and then passed down: three waits that share
 * 30 ms take 30 ms together, not 90. */
#include "sync_clock.h"
#include "sync_event.h"

#include <inttypes.h>
#include <stdio.h>

int main(void)
{
    struct sync_event never_set = SYNC_EVENT_INIT;
    const int64_t start_ns = sync_now_ns();
    const int64_t deadline_ns = sync_deadline_in_ms(30);
    int64_t took_ms;

    for (int i = 1; i <= 3; i++) {
        const int error = sync_event_wait_until(&never_set, deadline_ns);

        printf("wait %d: %s\n", i, error == 0 ? "set" : "the time is over");
    }
    took_ms = (sync_now_ns() - start_ns) / SYNC_NS_PER_MS;
    printf("together at least 30 ms: %s\n", took_ms >= 30 ? "yes" : "no");
    sync_event_destroy(&never_set);
    return 0;
}
