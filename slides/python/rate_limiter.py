"""A limit on requests in a sliding window, in Python."""

import collections
import threading
import time


class RateLimiter:
    def __init__(self, max_requests, window_ns):
        self.window_ns = window_ns
        self.admitted = collections.deque(maxlen=max_requests)
        self.lock = threading.Lock()

    def allow(self):
        now = time.monotonic_ns()  # not time.time()
        with self.lock:
            full = len(self.admitted) == self.admitted.maxlen
            if full and now - self.admitted[0] < self.window_ns:
                return False
            self.admitted.append(now)  # the oldest leaves by itself
            return True
