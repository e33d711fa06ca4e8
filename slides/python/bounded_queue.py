"""A bounded queue in Python: one lock, a condition for each predicate."""

import collections
import threading


class Closed(Exception):
    pass


class BoundedQueue:
    def __init__(self, capacity):
        self.items = collections.deque()
        self.capacity = capacity
        self.closed = False
        lock = threading.Lock()
        self.not_empty = threading.Condition(lock)
        self.not_full = threading.Condition(lock)

    def enqueue(self, item):
        with self.not_full:
            while len(self.items) == self.capacity and not self.closed:
                self.not_full.wait()
            if self.closed:
                raise Closed
            self.items.append(item)
            self.not_empty.notify()

    def dequeue(self):
        with self.not_empty:
            while not self.items and not self.closed:
                self.not_empty.wait()
            if not self.items:
                raise Closed
            item = self.items.popleft()
            self.not_full.notify()
            return item

    def close(self):
        with self.not_empty:
            self.closed = True
            self.not_empty.notify_all()
            self.not_full.notify_all()
