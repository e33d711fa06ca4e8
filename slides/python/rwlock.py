"""A read-write lock in Python: a monitor that knows who waits."""

import threading


class ReadWriteLock:
    def __init__(self):
        self.changed = threading.Condition()
        self.readers = 0
        self.writer = False
        self.writers_waiting = 0

    def acquire_read(self):
        with self.changed:
            self.changed.wait_for(
                lambda: not self.writer and self.writers_waiting == 0)
            self.readers += 1

    def release_read(self):
        with self.changed:
            self.readers -= 1
            self.changed.notify_all()

    def acquire_write(self):
        with self.changed:
            self.writers_waiting += 1
            self.changed.wait_for(
                lambda: not self.writer and self.readers == 0)
            self.writers_waiting -= 1
            self.writer = True

    def release_write(self):
        with self.changed:
            self.writer = False
            self.changed.notify_all()
