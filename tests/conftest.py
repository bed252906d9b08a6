"""Settings of all tests."""

from hypothesis import HealthCheck, settings

# How long something takes depends on what else the machine does, so no test looks at it.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")
