"""Lets pytest import the tasks from where they stand."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
