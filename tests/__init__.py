"""Tests, one file per module; `strategies` and `debate` are what they share."""
