"""The counter of lab 01 in Python: what the lock is there, and what is not."""

import threading


class Counter:
    def __init__(self, start=0):
        self.lock = threading.Lock()
        self.count = start

    def increment_unlocked(self):
        self.count += 1  # a read, an addition, a store

    def increment(self):
        with self.lock:  # given back on every way out
            self.count += 1


def transfer(a, b, n):
    low, high = sorted((a, b), key=id)  # one order for all
    with low.lock, high.lock:
        if a.count < n:
            return False  # both locks are given back
        a.count -= n
        b.count += n
        return True
