#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ranks the wordings of the rules, each by rules that have not seen it: how far ranking reaches beyond known words.

    wordings.py PROGRAM                            one line a standard: hit@1 and hit@5
    wordings.py PROGRAM --set likeness-floor=0.5   with another number in place of the one in scoring.rules; may be repeated

A fifth of the wordings of each rule is taken out of a copy of the corpus and given to `clausemark tag` as texts; their
labels are the clauses of their rule; five times, so that each wording is a text once. No labelled document is used: this
is where the numbers of likeness were chosen, and the labelled documents of scores.py are where they were checked.
"""
import argparse
import collections
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from program import ROOT

FOLDS = 5
STANDARDS = ("iso27001:2022", "iso27001:2013", "iso20000-1:2018", "iso20000-1:2011")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')


def clauses_of_rules(corpus):
    """What each rule answers, by its name."""
    found = {}
    for path in sorted((corpus / "rules").rglob("*.rules")):
        text = path.read_text(encoding="utf8")
        for name, body in re.findall(r"^rule (\S+) \{(.*?)^\}", text, re.M | re.S):
            named = re.search(r"^  clauses\s+((?:[^\n]*,\n)*[^\n]*)", body, re.M)
            if named:  # else it reports words
                found[name] = {c.strip() for c in named.group(1).split(",")}
    return found


def set_numbers(corpus, settings):
    path = corpus / "rules" / "lexicon" / "scoring.rules"
    text = path.read_text(encoding="utf8")
    for setting in settings:
        name, _, value = setting.partition("=")
        text, count = re.subn(rf"^set {re.escape(name)} = .*$", f"set {name} = {value}", text, flags=re.M)
        if count != 1:
            sys.exit(f"scoring.rules sets no {name}")
    path.write_text(text, encoding="utf8")


def take_out(corpus, fold):
    """Removes every fifth wording of each rule, and gives them back with their rules."""
    taken, seen = [], collections.Counter()
    for path in sorted((corpus / "rules" / "wordings").rglob("*.rules")):
        rule, kept = None, []
        for line in path.read_text(encoding="utf8").splitlines():
            named = re.match(r"wordings (\S+)\s*$", line)
            rule = named.group(1) if named else rule
            text = STRING.fullmatch(line.strip())
            if text is not None:
                seen[rule] += 1
                if seen[rule] % FOLDS == fold:
                    taken.append((rule, json.loads(text.group(0))))
                    continue
            kept.append(line)
        path.write_text("\n".join(kept) + "\n", encoding="utf8")
    return taken


def ranked(program, corpus, texts):
    sent = "".join(json.dumps({"id": str(i), "text": text}) + "\n" for i, (_, text) in enumerate(texts))
    done = subprocess.run([program, "tag", "--jsonl", "--corpus", corpus], input=sent, capture_output=True, text=True, encoding="utf8")
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    return [json.loads(line)["clauses"] for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER")
    options = parser.parse_args()
    labels = clauses_of_rules(ROOT / "corpus")
    hits = collections.defaultdict(lambda: [0, 0, 0])
    for fold in range(FOLDS):
        with tempfile.TemporaryDirectory() as folder:
            corpus = pathlib.Path(folder) / "corpus"
            shutil.copytree(ROOT / "corpus", corpus, ignore=shutil.ignore_patterns("sample"))
            set_numbers(corpus, options.set)
            texts = take_out(corpus, fold)
            for (rule, _), clauses in zip(texts, ranked(options.program.resolve(), corpus, texts)):
                for standard in STANDARDS:
                    if not any(c.startswith(standard + "/") for c in labels[rule]):
                        continue
                    first = [standard + "/" + c["clause"] for c in clauses if c["standard"] == standard][:5]
                    hits[standard][0] += 1
                    hits[standard][1] += first[:1] != [] and first[0] in labels[rule]
                    hits[standard][2] += not labels[rule].isdisjoint(first)
    print(f"{'standard':16} {'wordings':>8} {'hit@1':>6} {'hit@5':>6}")
    for standard, (count, one, five) in hits.items():
        print(f"{standard:16} {count:8} {one / count:6.3f} {five / count:6.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
