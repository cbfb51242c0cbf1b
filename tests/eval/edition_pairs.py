#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is tagged with a control of 2013 is tagged with the control of 2022 that took its place.

    edition_pairs.py PROGRAM [--corpus DIR]

Says so of every rule (one that serves a control of the older edition serves its successor) and of every passage of
corpus/sample. Exit 1 where it does not hold. The correspondence is corpus/correspondences/iso27001-2013-to-2022.json.
"""
import argparse
import collections
import json
import sys

from program import ROOT, sample_wiki

PAIRS = ROOT / "corpus" / "correspondences" / "iso27001-2013-to-2022.json"


def successors():
    table = json.loads(PAIRS.read_text(encoding="utf8"))
    found = collections.defaultdict(set)
    for row in table["rows"]:
        found[f"{table['from']}/{row['from']}"].add(f"{table['to']}/{row['to']}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--corpus")
    options = parser.parse_args()
    later = successors()
    faults = 0
    with sample_wiki(options.program, options.corpus) as wiki:
        rules = {}
        for clause in json.loads(wiki.run("rules", "report", "iso27001:2013", "--format", "json"))["standards"][0]["clauses"]:
            for rule in clause["rules"]:
                rules[rule["rule"]] = rule
        for name, rule in sorted(rules.items()):
            for clause in rule["clauses"]:
                if clause in later and not later[clause] & set(rule["clauses"]):
                    faults += 1
                    print(f"{rule['file']}: rule {name} serves {clause}, but not {' or '.join(sorted(later[clause]))}")
        tagged = collections.defaultdict(set)
        for found in wiki.shown_tags():
            if found["tag"]["strength"] != "mention":  # a citation names one edition on purpose
                tagged[found["document"]["key"], *found["passage"]["source"]].add(found["tag"]["clause"])
        pairs = 0
        for (page, begin, end), clauses in sorted(tagged.items()):
            for clause in sorted(clauses & later.keys()):
                pairs += 1
                if not later[clause] & clauses:
                    faults += 1
                    print(f"{page}:{begin}-{end}: tagged {clause}, but not {' or '.join(sorted(later[clause]))}")
    print(f"{len(rules)} rules and {pairs} tags of the older edition, {faults} without their successor")
    return 1 if faults or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
