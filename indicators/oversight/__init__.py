"""What the Joint Conference Office does with submissions and verdicts, as pure state machines.

Each machine answers one question, `allowed(facts, person) -> {action: "ok" or why not}`, which drives buttons, services and tests
alike. Nothing here stores, computes a verdict or knows a role by name.
"""
