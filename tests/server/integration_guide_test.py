#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/integration.md is true: each command that it shows runs over the sample wiki, the excerpts below a command are in what
it prints, and the numbers in its sentences are those of the views. Usage: integration_guide_test.py PROGRAM PROJECT."""
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
PROJECT = pathlib.Path(sys.argv[2]).resolve()
GUIDE = (PROJECT / "docs" / "integration.md").read_text(encoding="utf-8")
COMMAND = re.compile(r"^    clausemark (integrate .*)$", re.MULTILINE)
WORDS = {"eleven": 11}


def flat(text):
    """Lines may break elsewhere."""
    return " ".join(text.split())


def excerpts():
    """(arguments of the command above it, the excerpt) for each block of output; "..." leaves lines out."""
    parts = COMMAND.split(GUIDE)
    for arguments, below in zip(parts[1::2], parts[2::2]):
        for block in re.findall(r"^```\n(.*?)^```$", below, re.MULTILINE | re.DOTALL):
            for piece in re.split(r"^ *\.\.\.$", block, flags=re.MULTILINE):
                yield arguments, piece


class Guide(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.store = str(pathlib.Path(cls.folder.name) / "store.sqlite")
        cls.run_program("scan --quiet --config corpus/sample/clausemark.json corpus/sample")

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_program(cls, arguments):
        ran = subprocess.run([PROGRAM, *arguments.split(), "--store", cls.store], cwd=PROJECT, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def view(self, arguments):
        return json.loads(self.run_program(f"integrate --config corpus/sample/clausemark.json {arguments} --format json"))

    def numbers(self, sentence):
        """Those that stand for {} in a sentence of the guide."""
        pattern = r"(\w+)".join(re.escape(part) for part in sentence.split("{}"))
        found = re.findall(pattern, flat(GUIDE))
        self.assertEqual(len(found), 1, sentence)
        found = found[0] if isinstance(found[0], tuple) else (found[0],)
        return [WORDS.get(number) or int(number) for number in found]

    def test_every_command_runs_and_prints_what_is_shown(self):
        printed = {arguments: flat(self.run_program(arguments)) for arguments in COMMAND.findall(GUIDE)}
        self.assertEqual(len(printed), 4)
        shown = list(excerpts())
        self.assertGreaterEqual(len(shown), 4)
        for arguments, excerpt in shown:
            self.assertIn(flat(excerpt), printed[arguments], arguments)

    def test_scopes_are_as_large_as_it_says(self):
        plan = self.view("--have iso20000-1:2018 --want iso27001:2022")
        pages = {scope["system"]: scope["pages"] for scope in plan["scopes"]}
        self.assertEqual(self.numbers("The SMS covers {} pages, the ISMS {}, and {} pages are in both."),
                         [pages["SMS"], pages["ISMS"], plan["pages_in_both_scopes"]])

    def test_requirements_are_as_many_as_it_says(self):
        both = self.view("--together iso27001:2022 iso20000-1:2018")
        clauses = sum(len(one["serves"]) for one in both["requirements"])
        shared = sum(len({c["clause"].split("/")[0] for c in one["serves"]}) > 1 for one in both["requirements"])
        self.assertEqual(self.numbers("{} clauses and controls become {} requirements, of which {} serve both standards"),
                         [clauses, len(both["requirements"]), shared])

    def test_new_clauses_of_the_edition_are_as_many_as_it_says(self):
        moved = self.view("--have iso27001:2013 --want iso27001:2022")["clauses"]
        added = [clause for clause in moved if clause["move"] == "added"]
        self.assertEqual(self.numbers("Clauses that are new ({} controls, and 6.3)"), [sum(c["kind"] == "control" for c in added)])
        self.assertEqual([c["number"] for c in added if c["kind"] != "control"], ["6.3"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
