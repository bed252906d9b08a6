"""Makes the programs in `benchmarks/` importable, as they are where they are run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
