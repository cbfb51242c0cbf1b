#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores `clausemark tag --jsonl` on labelled documents that are kept outside this repository, and compares the
averages with floors.json. Exit 0 where every floor is held, 1 where one is not, 77 (skipped) without the data.

    check_scores.py PATH/clausemark [--corpus DIR] [--data DIR]
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--corpus", help="rules and standards to use instead of those built in")
    parser.add_argument("--data", default=HERE.parents[2] / "shared" / "eval", type=pathlib.Path)
    options = parser.parse_args()
    scorer = options.data / "score.py"
    if not scorer.exists():
        print(f"skipped: no labelled documents at {options.data}")
        return SKIPPED

    tool = [options.program] + (["--corpus", options.corpus] if options.corpus else []) + ["tag", "--jsonl"]
    with tempfile.TemporaryDirectory() as folder:
        figures = pathlib.Path(folder) / "figures.json"
        subprocess.run([sys.executable, scorer, "tags", "--json", figures, "--", *tool], check=True, stdout=subprocess.DEVNULL)
        means = {(m["standard"], m["variant"]): m for m in json.loads(figures.read_text())["means"]}

    held = True
    print(f"{'standard':16} {'variant':9} {'figure':6} {'floor':>6} {'now':>6}")
    for floor in json.loads((HERE / "floors.json").read_text())["floors"]:
        now = means[floor["standard"], floor["variant"]]
        for figure in ("hit@1", "R@5"):
            fine = now[figure] >= floor[figure]
            held = held and fine
            print(f"{floor['standard']:16} {floor['variant']:9} {figure:6} {floor[figure]:6.3f} {now[figure]:6.3f}"
                  f"{'' if fine else '  BELOW'}")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
