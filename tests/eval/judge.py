#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tags judged by people: takes a sample to judge, keeps the judgements without any text, and tells when one turns.

    judge.py sample PROGRAM FOLDER... --count N --seed S [--standard ID]...   a worksheet, JSON lines, to stdout
    judge.py record WORKSHEET FIRST SECOND [THIRD]                            judgements, JSON lines, to stdout
    judge.py report [FILE...]                                                 counts, by file and by rule
    judge.py check PROGRAM [--wiki FOLDER]...                                 1 where a judgement over a wiki turned

FOLDER is a wiki; "sample" stands for corpus/sample with its settings. The sample takes the same number of tags for each
clause as far as there are any. FIRST and SECOND are the answers of two judges who did not see each other's, a line
"NUMBER right|wrong [why]" for each line of the worksheet; THIRD decides where they differ. README.md has the criteria.
"""
import argparse
import collections
import itertools
import json
import pathlib
import random
import sys

from program import Wiki, fingerprint, sample_wiki

JUDGEMENTS = pathlib.Path(__file__).resolve().parent / "judgements"
FEW = 10  # judgements a rule needs before its own share means anything
RULE_SHARE = 0.80


def wiki_of(program, folder, corpus=None):
    return sample_wiki(program, corpus) if folder == "sample" else Wiki(program, folder, corpus=corpus)


def sample(options):
    by_clause = collections.defaultdict(list)
    for folder in options.folder:
        with wiki_of(options.program, folder, options.corpus) as wiki:
            for found in wiki.shown_tags():
                clause = found["tag"]["clause"]
                if not options.standard or clause.split("/")[0] in options.standard:
                    by_clause[clause].append(found)
    judged = {(j["wiki"], j["page"], j["passage"], j["clause"]) for j in read_judgements([])} if options.fresh else set()
    draw = random.Random(options.seed)
    queues = []
    for clause in sorted(by_clause):
        tags = [t for t in by_clause[clause]
                if (t["document"]["wiki"], t["document"]["key"], fingerprint(t["passage"]["text"]), clause) not in judged]
        draw.shuffle(tags)
        queues.append(tags)
    draw.shuffle(queues)
    taken = []
    while len(taken) < options.count and any(queues):
        for queue in queues:
            if queue and len(taken) < options.count:
                taken.append(queue.pop())
    for number, found in enumerate(taken, 1):
        passage, tag = found["passage"], found["tag"]
        wiki, page = found["document"]["wiki"], found["document"]["key"]
        words = [found["passage"]["text"].encode()[e["span"][0] - passage["span"][0]:e["span"][1] - passage["span"][0]].decode(errors="replace")
                 for e in tag["evidence"]]
        print(json.dumps({"number": number, "wiki": wiki, "page": page, "title": found["document"]["title"], "span": passage["source"],
                          "headings": passage["heading_path"], "kind": passage["kind"], "text": passage["text"], "clause": tag["clause"],
                          "rule": tag["rule"], "strength": tag["strength"], "words": words}, ensure_ascii=False))


def read_answers(path):
    answers = {}
    for line in path.read_text(encoding="utf8").splitlines():
        if not line.strip():
            continue
        number, verdict = line.split()[:2]
        if verdict not in ("right", "wrong"):
            sys.exit(f"{path}: {number}: a verdict is right or wrong, not {verdict}")
        answers[int(number)] = verdict
    return answers


def record(options):
    first, second = read_answers(options.first), read_answers(options.second)
    third = read_answers(options.third) if options.third else {}
    print(json.dumps({"license": "Apache-2.0"}))
    for line in options.worksheet.read_text(encoding="utf8").splitlines():
        item = json.loads(line)
        number = item["number"]
        verdicts = first[number], second[number]
        if verdicts[0] != verdicts[1] and number not in third:
            sys.exit(f"{number}: the judges differ and nobody decided")
        print(json.dumps({"wiki": item["wiki"], "page": item["page"], "span": item["span"], "passage": fingerprint(item["text"]),
                          "clause": item["clause"], "rule": item["rule"], "first": verdicts[0], "second": verdicts[1],
                          "verdict": verdicts[0] if verdicts[0] == verdicts[1] else third[number]}))


def read_judgements(paths):
    judgements = []
    for path in paths or sorted(JUDGEMENTS.glob("*.jsonl")):
        entries = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        judgements += [e for e in entries if "verdict" in e]  # the first line is the licence
    return judgements


def report(options):
    for path in options.file or sorted(JUDGEMENTS.glob("*.jsonl")):
        judgements = read_judgements([path])
        right = sum(j["verdict"] == "right" for j in judgements)
        agreed = sum(j["first"] == j["second"] for j in judgements)
        print(f"{path.stem}: {len(judgements)} tags, {right} right ({right / len(judgements):.1%}); first judge "
              f"{sum(j['first'] == 'right' for j in judgements)}, second {sum(j['second'] == 'right' for j in judgements)}, "
              f"agreed on {agreed} ({agreed / len(judgements):.1%})")
    rules = collections.defaultdict(list)
    for judgement in read_judgements(options.file):
        rules[judgement["rule"]].append(judgement["verdict"] == "right")
    weak = [(sum(v) / len(v), rule, len(v)) for rule, v in rules.items() if len(v) >= FEW and sum(v) / len(v) < RULE_SHARE]
    for share, rule, count in sorted(weak):
        print(f"  weak rule {rule}: {share:.0%} of {count}")


def holding_clauses():
    """Pairs of clauses of two editions of which the second asks for all that the first does, or where nobody can say."""
    pairs = set()
    for path in sorted((JUDGEMENTS.parents[2] / "corpus/correspondences").glob("*.json")):
        table = json.loads(path.read_text(encoding="utf8"))
        for row in table["rows"]:
            pair = f"{table['from']}/{row['from']}", f"{table['to']}/{row['to']}"
            pairs |= {pair} if row["relation"] != "superset-of" else set()
            pairs |= {pair[::-1]} if row["relation"] != "subset-of" else set()
    return pairs


def contradicted(judgements):
    """Page, passage and rule that one sample judged right for a clause and another wrong for a clause of another edition
    that asks for all of it: no rule can hold to both."""
    holding = holding_clauses()
    verdicts = collections.defaultdict(dict)
    for j in judgements:
        verdicts[j["page"], j["passage"], j["rule"]][j["clause"]] = j["verdict"]
    return {key for key, found in verdicts.items()
            if any((a, b) in holding and (found[a], found[b]) == ("right", "wrong") for a in found for b in found)}


def check(options):
    judgements = collections.defaultdict(list)
    for judgement in read_judgements([]):
        judgements[judgement["wiki"]].append(judgement)
    turned = held = left_out = 0
    torn = contradicted(itertools.chain(*judgements.values()))
    for folder in options.wiki:
        with wiki_of(options.program, folder, options.corpus) as wiki:
            shown, name = set(), None
            for found in wiki.shown_tags():
                name, page = found["document"]["wiki"], found["document"]["key"]
                text = fingerprint(found["passage"]["text"])
                shown.add((page, text, found["tag"]["clause"]))
            for j in judgements[name]:
                if (j["page"], j["passage"], j["rule"]) in torn:
                    left_out += 1
                    continue
                is_shown = (j["page"], j["passage"], j["clause"]) in shown
                if is_shown == (j["verdict"] == "right"):
                    held += 1
                    continue
                turned += 1
                print(f"{j['page']}:{j['span'][0]}-{j['span'][1]}: {j['clause']} by {j['rule']} was judged {j['verdict']} and is "
                      f"{'shown again' if is_shown else 'no longer shown'}")
    print(f"{held} judgements hold, {turned} turned; {left_out} left out, where judges of one sample contradict another's")
    return 1 if turned or not held else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("sample")
    one.add_argument("program")
    one.add_argument("folder", nargs="+")
    one.add_argument("--count", type=int, default=300)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--standard", action="append")
    one.add_argument("--fresh", action="store_true", help="leave out what was judged before")
    one.add_argument("--corpus")
    one.set_defaults(run=sample)
    one = commands.add_parser("record")
    one.add_argument("worksheet", type=pathlib.Path)
    one.add_argument("first", type=pathlib.Path)
    one.add_argument("second", type=pathlib.Path)
    one.add_argument("third", type=pathlib.Path, nargs="?")
    one.set_defaults(run=record)
    one = commands.add_parser("report")
    one.add_argument("file", type=pathlib.Path, nargs="*")
    one.set_defaults(run=report)
    one = commands.add_parser("check")
    one.add_argument("program")
    one.add_argument("--wiki", action="append", help='folder, or "sample" (the default)')
    one.add_argument("--corpus")
    one.set_defaults(run=check)
    options = parser.parse_args()
    if options.run is check:
        options.wiki = options.wiki or ["sample"]
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
