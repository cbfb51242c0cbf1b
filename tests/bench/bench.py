#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The benchmarks of script/bench: each figure stands beside a peer measured in the same run on the same bytes, since
the machine's speed changes from minute to minute. Python's standard library, and peers where they are installed.

    bench.py --build DIR [parse|tag|scan|growth|rules|duplicates|duplicates-save|http]...
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MB = 1 << 20
SEED = 27013
ROUNDS = 3
WIKITEXT_GOAL = 25  # times mwparserfromhell
GOAL = 1 / 3  # of grep -oiF with the phrases of all rules, at its fastest: output read, letters of ASCII alone folded


def pages():
    """The Markdown pages to measure on: real ones beside the project where they are there, else the sample wiki's."""
    real = sorted((ROOT.parent / "shared" / "realwiki").rglob("*.md"))
    found = real or sorted((ROOT / "corpus" / "sample").rglob("*.md"))
    return [p.read_bytes() for p in found], "real policy pages" if real else "the sample wiki"


def google(program, pattern):
    """Runs a Google Benchmark program; name -> MB/s of processor time."""
    done = subprocess.run([program, f"--benchmark_filter={pattern}", "--benchmark_format=json"], check=True,
                          capture_output=True, text=True)
    return {b["name"]: b for b in json.loads(done.stdout)["benchmarks"]}


def rate(row):
    return row["bytes_per_second"] / MB


def table(title, head, rows):
    print(f"\n{title}")
    widths = [max(len(str(r[i])) for r in [head, *rows]) for i in range(len(head))]
    for row in [head, *rows]:
        print("  " + "  ".join(str(c).ljust(w) if i == 0 else str(c).rjust(w) for i, (c, w) in enumerate(zip(row, widths))))


def cpu_seconds(command, text, locale):
    """User and system time of one run on `text`. Its output is read to the end: grep stops at the first match where
    its output is /dev/null."""
    before = os.times()
    with open(text, "rb") as stdin, subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE,
                                                     env={**os.environ, "LC_ALL": locale}) as child:
        while child.stdout.read(MB):
            pass
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def scan_rate(command, text, locale):
    """MB/s of reading `text`, without the time to read the phrases: our figure has no time to read the rules either."""
    seconds = cpu_seconds(command, text, locale) - cpu_seconds(command, os.devnull, locale)
    return text.stat().st_size / MB / max(0.001, seconds)


def bench_parse(build):
    rows = google(build / "tests/bench/parse_bench", "/10$|mediawiki/1$|real")
    beside = rate(rows["md4c alone/10"])
    table("Parsing, MB/s of one core (10 MB pages)", ("format", "MB/s", "of md4c alone"),
          [(name.split("/")[0], f"{rate(row):.0f}", f"{rate(row) / beside:.2f}") for name, row in rows.items()
           if name.endswith("/10")])
    ours, alone = rate(rows["real pages, markdown"]), rate(rows["real pages, md4c alone"])
    table("Real Markdown pages", ("reader", "MB/s", "of md4c alone"),
          [("ours", f"{ours:.0f}", f"{ours / alone:.2f}"), ("md4c alone", f"{alone:.0f}", "1.00")])


    try:
        import mwparserfromhell
    except ImportError:
        print("  mwparserfromhell is not installed: wikitext has no peer here")
        return
    page = (ROOT / "tests/bench/pages/access-control.wiki").read_text(encoding="utf-8")
    page *= MB // len(page)
    seconds = []
    for _ in range(ROUNDS):
        before = time.process_time()
        mwparserfromhell.parse(page)
        seconds.append(time.process_time() - before)
    wikitext, other = rate(rows["mediawiki/1"]), len(page) / MB / statistics.median(seconds)
    table(f"Wikitext (1 MB page; goal: at least {WIKITEXT_GOAL} times mwparserfromhell)", ("reader", "MB/s", "times"),
          [("ours", f"{wikitext:.1f}", f"{wikitext / other:.0f}"),
           ("mwparserfromhell" + (", in C" if mwparserfromhell.parser.use_c else ""), f"{other:.2f}", "1")])


def bench_tag(build):
    texts, source = pages()
    with tempfile.TemporaryDirectory() as folder:
        text = pathlib.Path(folder) / "pages.md"
        text.write_bytes(b"\n\n".join(texts * max(1, 20 * MB // sum(map(len, texts)))))
        phrases = pathlib.Path(folder) / "phrases.txt"
        with open(phrases, "wb") as out:
            subprocess.run([build / "tests/bench/rule_phrases"], check=True, stdout=out)
        count = phrases.read_bytes().count(b"\n")
        grep = ["grep", "-oiF", "-f", phrases]
        rounds = []
        for _ in range(ROUNDS):
            row = google(build / "tests/bench/matcher_bench", "from_markdown/1$")["tag_pages/from_markdown/1"]
            rounds.append((rate(row), scan_rate(grep, text, "C")))
        ours, beside = (statistics.median(speeds) for speeds in zip(*rounds))
        found = [(f"clausemark, from Markdown, {row['rules']:.0f} rules", ours),
                 (f"grep -oiF, {count} phrases, ASCII", beside),
                 (f"grep -oiF, {count} phrases, UTF-8", scan_rate(grep, text, "C.UTF-8"))]
        if shutil.which("rg"):
            found.append((f"ripgrep -oiF, {count} phrases",
                          scan_rate(["rg", "--no-config", "-j1", "-oiF", "-f", phrases, "-"], text, "C.UTF-8")))
    table(f"Tagging {source}, MB/s of one core, median of {ROUNDS} rounds", ("program", "MB/s", "of grep, ASCII"),
          [(name, f"{speed:.1f}", f"{speed / beside:.2f}") for name, speed in found])
    ratios = [a / b for a, b in rounds]
    print(f"  clausemark : grep = {statistics.median(ratios):.2f} (goal: {GOAL:.2f}); "
          f"round by round {', '.join(f'{r:.2f}' for r in ratios)}")


def make_wiki(folder, texts, megabytes):
    """Pages of the real sizes, paragraphs drawn from all pages, so that no two are equal."""
    draw = random.Random(SEED)
    paragraphs = [p for t in texts for p in t.split(b"\n\n") if p.strip()]
    written = count = 0
    while written < megabytes * MB:
        page = b"\n\n".join(draw.choice(paragraphs) for _ in range(60))
        (folder / f"page-{count:06}.md").write_bytes(b"# Page %d\n\n" % count + page)
        written += len(page)
        count += 1
    return count, written


def bench_scan(build):
    texts, source = pages()
    rows = []
    for megabytes in (1, 10, 100):
        with tempfile.TemporaryDirectory() as folder:
            wiki = pathlib.Path(folder) / "wiki"
            wiki.mkdir()
            count, written = make_wiki(wiki, texts, megabytes)
            store = pathlib.Path(folder) / "wiki.sqlite"
            line = [f"{written / MB:.0f} MB, {count} pages"]
            for _ in ("first", "second"):
                start = time.monotonic()
                subprocess.run([build / "server/clausemark", "scan", "--store", store, wiki], check=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                seconds = time.monotonic() - start
                line += [f"{seconds:.2f} s", f"{written / MB / seconds:.1f}"]
            rows.append(line)
    table(f"Scanning into a new store and again, pages made of {source} (all cores, wall clock)",
          ("wiki", "first", "MB/s", "unchanged", "MB/s"), rows)


def bench_growth(build):
    rows = google(build / "tests/bench/parse_bench", "^(markdown|mediawiki|dokuwiki|html|text)/")
    lines = []
    for name in dict.fromkeys(n.split("/")[0] for n in rows):
        per_mb = [rows[f"{name}/{n}"]["cpu_time"] / n for n in (1, 10, 100)]
        lines.append((f"parse {name}", *(f"{t:.1f}" for t in per_mb), f"{per_mb[2] / per_mb[0]:.2f}"))
    rows = google(build / "tests/bench/matcher_bench", "tag_long_page")
    per_mb = [rows[f"tag_long_page/{n}"]["cpu_time"] / n for n in (1, 10, 50)]
    lines.append(("tag one page (1, 10, 50)", *(f"{t:.1f}" for t in per_mb), f"{per_mb[2] / per_mb[0]:.2f}"))
    table("Milliseconds a megabyte as one page grows to 1, 10 and 100 MB (linear: the last column stays near 1)",
          ("what", "1", "10", "100", "100 : 1"), lines)


def bench_rules(build):
    rows = google(build / "tests/bench/matcher_bench", "from_markdown")
    ordered = sorted(rows.values(), key=lambda r: r["rules"])
    first = ordered[0]
    table("Tagging as the number of rules doubles", ("rules", "phrases", "MB/s", "time, of the fewest rules'"),
          [(f"{r['rules']:.0f}", f"{r['phrases']:.0f}", f"{rate(r):.1f}", f"{r['cpu_time'] / first['cpu_time']:.2f}") for r in ordered])


def measured(command, stdin=None, environment=None):
    """One run: what it printed, and its seconds of processor time and bytes of memory at most, children included."""
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL, stdout=out,
                                 stderr=subprocess.DEVNULL, env={**os.environ, **(environment or {})})
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return out.read(), used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, child.returncode


def npm_folder(build):
    """The peers from npm, installed where they are missing; None where there is no npm, or nothing to be had."""
    folder = build / "bench-npm"
    arch = {"x86_64": "x64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)
    if not (folder / "node_modules" / "jscpd").exists():
        folder.mkdir(exist_ok=True)
        try:
            subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, "minhash",
                            "jscpd", f"jscpd-linux-{arch}-gnu"], check=True, stdout=subprocess.DEVNULL)
        except (OSError, subprocess.CalledProcessError):
            return None
    return folder / "node_modules"


def bench_duplicates(build):
    texts, source = pages()
    program = build / "tests/bench/duplicates_bench"
    with tempfile.TemporaryDirectory(dir=build) as name:
        folder = pathlib.Path(name)
        (folder / "pages").write_bytes(b"\n".join(texts))
        for count in (4_000, 10_000, 100_000, 1_000_000):
            with open(folder / "pages", "rb") as text, open(folder / str(count), "wb") as out:
                subprocess.run([program, "make", str(count)], stdin=text, stdout=out, check=True)
        rows, ours = [], {}
        for similarity in ("0.8", "0.5"):
            for what in ("pairs", "clusters"):
                for count in (10_000, 100_000, 1_000_000):
                    out, seconds, _, _ = measured([program, "join", similarity, what], folder / str(count))
                    row = json.loads(out)
                    ours[similarity, what, count] = seconds
                    rows.append((f"{what} at {similarity}, {count:,} passages of {row['shingles'] / count:.0f} shingles",
                                 f"{row['found']:,}", f"{row['prepare']:.2f}", f"{seconds:.2f}",
                                 f"{seconds / count * 1e6:.1f}", f"{row['bytes'] / MB:.0f}", f"{row['bytes'] / count:.0f}"))
        table(f"Exact near-duplicates among passages made of {source}; one core, seconds of processor time (near-linear: "
              "us each hardly grows)",
              ("what", "found", "reading, shingles", "all", "us each", "MB at most", "bytes each"), rows)
        peers = npm_folder(build)
        if peers is None:
            print("  (npm's minhash and jscpd cannot be had here)")
            return
        rate_of = {"ours, 1,000,000 passages": 1e6 / ours["0.8", "pairs", 1_000_000]}
        _, seconds, memory, failed = measured(["node", ROOT / "tests/bench/minhash.js"], folder / "4000",
                                              {"NODE_PATH": str(peers)})
        if not failed:
            rate_of["npm minhash, 4,000 passages"] = 4000 / seconds
        files = folder / "files"
        files.mkdir()
        lines = (folder / "100000").read_text(encoding="utf8").splitlines()
        for at in range(0, len(lines), 50):
            (files / f"{at:06}.md").write_text("\n\n".join(lines[at:at + 50]), encoding="utf8")
        # Its clones are exact runs of tokens in different files: less than what is asked of ours.
        _, seconds, memory, failed = measured([peers / ".bin/jscpd", "--min-tokens", "30", "--min-lines", "1", "--reporters",
                                               "silent", files])
        if not failed:
            rate_of[f"jscpd, 100,000 passages ({memory / MB:.0f} MB)"] = 100_000 / seconds
        fastest = next(iter(rate_of.values()))
        table("Beside npm's minhash (an estimate at 0.8) and jscpd (exact clones), passages a second of processor time",
              ("program", "passages/s", "ours, times"), [(n, f"{r:,.0f}", f"{fastest / r:.0f}") for n, r in rate_of.items()])


def bench_duplicates_save(build):
    """Saving one page into a store of a million passages, with tags, duplicates and drift (save_worlds.h)."""
    real = ROOT.parent / "shared" / "realwiki"
    folder = real if real.is_dir() else ROOT / "corpus" / "sample"
    print("\nGoal: p99 of 20 ms at a million passages of the believable world", flush=True)
    for world, passages in (("believable", 250_000), ("believable", 1_000_000), ("heavy", 250_000), ("hostile", 250_000)):
        subprocess.run([build / "tests/bench/duplicates_save", folder, world, str(passages)], check=True)


def bench_http(build):
    import http_bench

    texts, _ = pages()
    http_bench.bench(build, make_wiki, texts, table, float(os.environ.get("BENCH_MINUTES", "1")))


BENCHES = {"parse": bench_parse, "tag": bench_tag, "scan": bench_scan, "growth": bench_growth, "rules": bench_rules,
           "duplicates": bench_duplicates, "duplicates-save": bench_duplicates_save, "http": bench_http}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=pathlib.Path, help="a release build with benchmarks")
    parser.add_argument("which", nargs="*", help=" ".join(BENCHES))
    options = parser.parse_args()
    unknown = [w for w in options.which if w not in BENCHES]
    if unknown:
        parser.error(f"no benchmark {unknown[0]}; there are {', '.join(BENCHES)}")
    for name in options.which or BENCHES:
        BENCHES[name](options.build)


if __name__ == "__main__":
    sys.exit(main())
