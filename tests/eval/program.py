# SPDX-License-Identifier: Apache-2.0
"""Runs the program as anybody would: scans a wiki into a store of its own and reads back what is shown."""
import hashlib
import json
import pathlib
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "corpus" / "sample"
SHARED = ROOT.parent / "shared"
SKIPPED = 77  # exit status of a check whose data is not there


class Wiki:
    """A scanned folder. Use it in a with statement: the store is gone afterwards."""

    def __init__(self, program, folder, name=None, config=None, corpus=None):
        self.program = str(pathlib.Path(program).resolve())
        self.options = (["--config", str(pathlib.Path(config).resolve())] if config else []) + (["--corpus", str(pathlib.Path(corpus).resolve())] if corpus else [])
        self.folder = pathlib.Path(folder)
        self.name = name

    def __enter__(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.store = pathlib.Path(self.temporary.name) / "store.sqlite"
        # In an empty folder, so that no settings of the place it is called from count.
        self.run("scan", str(self.folder.resolve()), "--quiet", *(["--wiki", self.name] if self.name else []))
        return self

    def __exit__(self, *_):
        self.temporary.cleanup()

    def run(self, command, *arguments):
        done = subprocess.run([self.program, command, *arguments, "--store", str(self.store), *self.options],
                              cwd=self.temporary.name, capture_output=True, text=True, encoding="utf8")
        if done.returncode:
            raise SystemExit(f"clausemark {command}: exit {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout

    def shown_tags(self):
        """Every tag that a reader is shown, in the program's order."""
        return json.loads(self.run("evidence", "--all", "--top", "100000", "--format", "json"))["evidence"]

    def coverage(self, standard):
        return json.loads(self.run("coverage", standard, "--format", "json"))["standards"][0]["clauses"]


def sample_wiki(program, corpus=None):
    return Wiki(program, SAMPLE, config=SAMPLE / "clausemark.json", corpus=corpus)


def fingerprint(text):
    """What a judgement keeps in place of a passage's text."""
    return hashlib.sha256(text.encode("utf8")).hexdigest()[:16]
