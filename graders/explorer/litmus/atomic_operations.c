// Question: do all operations of all sizes return what C11 says?
// Verdict: ok
#include "litmus.h"

#define CHECK(type)                                                            \
    do {                                                                       \
        _Atomic(type) a = 5;                                                   \
        type old = 9;                                                          \
        assert(atomic_fetch_add(&a, 2) == 5 && a == 7);                        \
        assert(atomic_fetch_sub(&a, 3) == 7 && a == 4);                        \
        assert(atomic_fetch_or(&a, 3) == 4 && a == 7);                         \
        assert(atomic_fetch_and(&a, 6) == 7 && a == 6);                        \
        assert(atomic_fetch_xor(&a, 5) == 6 && a == 3);                        \
        assert(atomic_exchange(&a, 8) == 3 && a == 8);                         \
        assert(!atomic_compare_exchange_strong(&a, &old, 1) && old == 8);      \
        assert(atomic_compare_exchange_strong(&a, &old, 1) && a == 1);         \
        atomic_store(&a, 0);                                                   \
        assert(atomic_fetch_sub(&a, 1) == 0 && a == (type)-1);                 \
    } while (0)

int main(void)
{
    atomic_flag flag = ATOMIC_FLAG_INIT;
    CHECK(unsigned char);
    CHECK(unsigned short);
    CHECK(unsigned);
    CHECK(unsigned long);
    assert(!atomic_flag_test_and_set(&flag));
    assert(atomic_flag_test_and_set(&flag));
    atomic_flag_clear(&flag);
    assert(!atomic_flag_test_and_set(&flag));
    atomic_signal_fence(memory_order_seq_cst);
}
