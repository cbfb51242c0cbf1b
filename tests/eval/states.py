#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the coverage of corpus/sample should be, judged by people from the pages before they saw the program's answer.

    states.py check PROGRAM [--corpus DIR]   1 where under 95 % of what is shown as covered was judged so
    states.py report                         how far the two judges agreed

states.json has one entry a clause: what each judge said, what they settled on, and why. README.md has the criteria.
"""
import argparse
import collections
import json
import pathlib
import sys

from program import sample_wiki

JUDGED = pathlib.Path(__file__).resolve().parent / "states.json"
GOAL = 0.95


def read():
    return json.loads(JUDGED.read_text(encoding="utf8"))["states"]


def report(_):
    states = read()
    differ = [s for s in states if s["first"] != s["second"]]
    print(f"{len(states)} clauses, the judges agree on {len(states) - len(differ)}")
    for state in differ:
        print(f"  {state['clause']}: {state['first']} or {state['second']}, settled on {state['state']}: {state['why']}")


def check(options):
    judged = {s["clause"]: s for s in read()}
    found = {}
    with sample_wiki(options.program, options.corpus) as wiki:
        for standard in sorted({clause.split("/")[0] for clause in judged}):
            found |= {c["id"]: c["state"] for c in wiki.coverage(standard)}
    pairs = collections.Counter()
    for clause, state in judged.items():
        pairs[state["state"], found[clause]] += 1
        if state["state"] != found[clause]:
            print(f"  {clause}: judged {state['state']}, shown {found[clause]}: {state['why']}")
    covered = sum(n for (_, shown), n in pairs.items() if shown == "covered")
    rightly = pairs["covered", "covered"]
    same = sum(n for (want, shown), n in pairs.items() if want == shown)
    print(f"{len(judged)} clauses: {same} as judged; {covered} shown as covered, {rightly} of them rightly")
    return 0 if covered and rightly >= GOAL * covered else 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("check")
    one.add_argument("program")
    one.add_argument("--corpus")
    one.set_defaults(run=check)
    commands.add_parser("report").set_defaults(run=report)
    options = parser.parse_args()
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
