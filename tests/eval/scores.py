#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores tagging on labelled documents that are kept outside this repository, with the scorer beside them.

    scores.py check PROGRAM    1 where an average fell by more than 0.02 below figures.json
    scores.py record PROGRAM   writes figures.json
    scores.py tables PROGRAM   the tables of docs/accuracy.md, to stdout

--data DIR holds the documents (default: shared/eval beside the project); --corpus DIR uses other rules than those built
in. Without the documents it says so and exits with 77.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from program import SHARED, SKIPPED

FIGURES = pathlib.Path(__file__).resolve().parent / "figures.json"
TOLERANCE = 0.02  # of the averages: a rule that helps elsewhere may cost a record here
AVERAGES = ("hit@1", "R@5")
SHOWN = ("hit@1", "R@3", "R@5", "R", "shown/labels")
# Kept unseen while rules were written: they show how the rules do on texts that nobody had in mind.
TRANSFER = {"nistcsf2_2022", "nis2_enisa_2022", "probo_2022"}
WEAKEST = 20
LABELS_NEEDED = 3


def tool(options):
    program = str(pathlib.Path(options.program).resolve())
    return [program, "tag", "--jsonl"] + (["--corpus", options.corpus] if options.corpus else [])


def score(options):
    with tempfile.TemporaryDirectory() as folder:
        figures = pathlib.Path(folder) / "figures.json"
        subprocess.run([sys.executable, options.data / "score.py", "tags", "--json", figures, "--", *tool(options)], check=True,
                       stdout=subprocess.DEVNULL)
        return json.loads(figures.read_text(encoding="utf8"))


def averages(scored):
    return [{"standard": m["standard"], "variant": m["variant"]} | {k: round(m[k], 3) for k in AVERAGES} for m in scored["means"]]


def record(options):
    content = {"license": "Apache-2.0", "meaning": "Averages over data sets, as scores.py recorded them; it fails where one falls by "
               f"more than {TOLERANCE}.", "averages": averages(score(options))}
    FIGURES.write_text(json.dumps(content, indent=2) + "\n", encoding="utf8")
    return 0


def check(options):
    now = {(m["standard"], m["variant"]): m for m in averages(score(options))}
    held = True
    print(f"{'standard':16} {'variant':9} {'figure':6} {'then':>6} {'now':>6}")
    for then in json.loads(FIGURES.read_text(encoding="utf8"))["averages"]:
        for figure in AVERAGES:
            value = now[then["standard"], then["variant"]][figure]
            fine = value >= then[figure] - TOLERANCE
            held = held and fine
            print(f"{then['standard']:16} {then['variant']:9} {figure:6} {then[figure]:6.3f} {value:6.3f}{'' if fine else '  FELL'}")
    return 0 if held else 1


def table(head, rows):
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(f"{v:.2f}" if isinstance(v, float) else str(v) for v in row) + " |")
    print()


def mean_of(rows):
    return [sum(r[k] for r in rows) / len(rows) for k in SHOWN]


def weakest(options):
    """Clauses by the share of their labels that are among the first five, over all sets."""
    places = collections.defaultdict(list)
    for path in sorted(options.data.glob("*.jsonl")):
        if path.stem.startswith("neardup") or path.stem in ("moj_2013", "azure_2013"):  # pairs; objectives; weak labels
            continue
        records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        sent = "".join(json.dumps({k: r[k] for k in ("id", "text", "title", "heading_path")}) + "\n" for r in records)
        answers = subprocess.run(tool(options), input=sent, capture_output=True, text=True, encoding="utf8", check=True).stdout
        ranked = {a["id"]: a["clauses"] for a in map(json.loads, answers.splitlines())}
        for r in records:
            for label in r["labels"]:
                first = [c["clause"] for c in ranked[r["id"]] if c["standard"] == label["standard"]][:5]
                places[label["standard"] + "/" + label["clause"]].append(
                    any(c == label["clause"] or c.startswith(label["clause"] + ".") for c in first))
    shares = sorted((sum(v) / len(v), clause, len(v)) for clause, v in places.items() if len(v) >= LABELS_NEEDED)
    return [[clause, count, share] for share, clause, count in shares[:WEAKEST]]


def tables(options):
    scored = score(options)
    counted = [r for r in scored["rows"] if r["n"] >= 10 and r["set"] not in ("azure_2013", "cenedril_pages_2022")]
    print("### Averages over data sets\n")
    rows = []
    for mean in scored["means"]:
        some = [r for r in counted if (r["standard"], r["variant"]) == (mean["standard"], mean["variant"])]
        for name, part in (("all", some), ("written with", [r for r in some if r["set"] not in TRANSFER]),
                           ("unseen", [r for r in some if r["set"] in TRANSFER])):
            if part and (name == "all" or len(part) < len(some)):
                rows.append([mean["standard"], mean["variant"], name, len(part), *mean_of(part)])
    table(["standard", "variant", "sets", "number", *SHOWN], rows)
    print("### Each data set\n")
    table(["data set", "standard", "variant", "records", *SHOWN, "unseen"],
          [[r["set"], r["standard"], r["variant"], r["n"], *(r[k] for k in SHOWN), "yes" if r["set"] in TRANSFER else ""]
           for r in scored["rows"]])
    print("### The twenty weakest clauses (share of labels among the first five, with headings)\n")
    table(["clause", "labels", "R@5"], weakest(options))
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("check", "record", "tables"))
    parser.add_argument("program")
    parser.add_argument("--corpus")
    parser.add_argument("--data", default=SHARED / "eval", type=pathlib.Path)
    options = parser.parse_args()
    if not (options.data / "score.py").exists():
        print(f"skipped: no labelled documents at {options.data}")
        return SKIPPED
    return {"check": check, "record": record, "tables": tables}[options.what](options)


if __name__ == "__main__":
    sys.exit(main())
