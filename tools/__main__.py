"""The commands of the project. The Makefile only gives them shorter names."""

import sys

if sys.version_info < (3, 11):
    sys.exit(f"This needs Python 3.11 or newer; this is {sys.version.split()[0]}.")

import shutil

from tools import environment, lanes

HELP = """python3 -m tools COMMAND

  setup    make .venv and fetch the browser libraries
  run      serve the demo city on http://127.0.0.1:5000 (PORT=… for another port)
  reset    forget the demo city; the next run builds it anew
  test     run every check and every test (STRICT=1: a lane that cannot run is a failure)
  bench    measure speed, as ratios, into benchmarks/results.md
"""


def main(arguments: list[str]) -> int:
    """Run one command and return its exit code."""
    command = arguments[0] if arguments else ""
    if command == "setup":
        environment.prepare(development=True)
    elif command == "run":
        environment.prepare(development=False)
        return environment.replace_by(["-m", "forum"])
    elif command == "reset":
        shutil.rmtree(environment.ROOT / "instance", ignore_errors=True)
        print("The demo city is gone; `make run` builds it anew.")
    elif command == "test":
        environment.prepare(development=True)
        return lanes.run(arguments[1:])
    elif command == "bench":
        environment.prepare(development=True)
        return environment.replace_by(["-m", "benchmarks", *arguments[1:]])
    else:
        print(HELP)
        return 0 if command in {"", "help", "-h", "--help"} else 2
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except environment.CannotGoOn as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
