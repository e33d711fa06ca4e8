/* Is clean itself; the race is in the file that it includes. */
#include "not_attempt.h"

int main(void)
{
    run_both(other_adder, other_adder);
    return 0;
}
