"""The handle that takes a hook away again."""


class RemovableHandle:
    next_id = 0

    def __init__(self, hooks, extra=()):
        self.id = RemovableHandle.next_id
        RemovableHandle.next_id += 1
        self._places = (hooks, *extra)

    def remove(self):
        for place in self._places:
            place.pop(self.id, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.remove()
