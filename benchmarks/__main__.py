"""`python -m benchmarks`: every measurement, one line each."""

from benchmarks import assess


def main() -> None:
    """Prints what was measured and the seconds it took."""
    for what, seconds in assess.measure():
        print(f"{seconds:8.3f} s  {what}")


if __name__ == "__main__":
    main()
