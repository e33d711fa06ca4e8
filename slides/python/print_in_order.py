"""Three steps in turn in Python: permits instead of borrowed locks."""

import threading


class Printer:
    def __init__(self):
        self.turn = [threading.Semaphore(n) for n in (1, 0, 0)]

    def step(self, i, callback):
        self.turn[i].acquire()  # a permit, not an owner
        callback()
        self.turn[(i + 1) % 3].release()


class Monitor:
    def __init__(self):
        self.changed = threading.Condition()
        self.next = 0

    def step(self, i, callback):
        with self.changed:
            self.changed.wait_for(lambda: self.next == i)
            callback()
            self.next = (i + 1) % 3
            self.changed.notify_all()
