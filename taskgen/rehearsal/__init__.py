"""What becomes of values in a task that calls an SDK, told without running it."""
