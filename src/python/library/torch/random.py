"""`torch.random`: the seeds."""

import _torch
from _torch import (  # noqa: F401
    default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state,
)


class fork_rng:
    """What is drawn inside leaves the generator as it was."""

    def __init__(self, devices=None, enabled=True, device_type="cpu"):
        self.enabled = enabled

    def __enter__(self):
        self.state = _torch.get_rng_state()

    def __exit__(self, *exc):
        if self.enabled:
            _torch.set_rng_state(self.state)
