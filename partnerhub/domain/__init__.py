"""Decisions: plain values in, plain values out, standard library only."""
