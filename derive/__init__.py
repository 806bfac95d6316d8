"""proof-check: every step of a derivation proved, refuted with a counterexample, or honestly undecided."""
