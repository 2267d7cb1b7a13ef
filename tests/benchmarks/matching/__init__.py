"""The benchmark of matching: accuracy, calibration, and its peers beside it."""
