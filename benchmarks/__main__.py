"""`python -m benchmarks [assess|upload|overview ...]`: what was measured, one line each; without a name all of them."""

import sys

from benchmarks import assess, overview, upload

BENCHES = {"assess": assess.measure, "upload": upload.measure, "overview": overview.measure}


def main(names: list[str]) -> None:
    """Prints what was measured and the seconds it took."""
    for name in names or BENCHES:
        for what, seconds in BENCHES[name]():
            print(f"{seconds:8.3f} s  {what}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
