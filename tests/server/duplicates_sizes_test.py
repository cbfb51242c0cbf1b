# SPDX-License-Identifier: Apache-2.0
"""Duplicates of hostile wikis at full size, by the program: it ends, within memory, and prints a list that a
person can read. Nothing here asserts on time: what is quadratic does not end within a test's limit.
Usage: duplicates_sizes_test.py PROGRAM"""
import json
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import unittest

PROGRAM = os.path.abspath(sys.argv[1])
MEMORY = 4 << 30  # bytes of address space
OUTPUT = 1_000_000  # bytes that a list may have, or the two sides of a thousand differences
SENTENCE = "The service desk of the second site keeps a copy of each log for 90 days."


def bounded():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


class Sizes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        (self.folder / "wiki").mkdir()

    def page(self, name, text):
        (self.folder / "wiki" / name).write_text(text, encoding="utf8")

    def run_program(self, *arguments, given=None, status=0):
        done = subprocess.run([PROGRAM, *arguments], cwd=self.folder, stdin=given or subprocess.DEVNULL,
                              capture_output=True, preexec_fn=bounded)
        self.assertEqual(done.returncode, status, done.stderr[-2000:])
        self.assertLess(len(done.stdout) + len(done.stderr), OUTPUT)
        return done.stdout.decode("utf8"), done.stderr.decode("utf8")

    def clusters(self):
        """Scans, and lists; both the text and the JSON stay short."""
        self.run_program("scan", "wiki")
        text, _ = self.run_program("duplicates")
        body, _ = self.run_program("duplicates", "--format", "json")
        found = json.loads(body)["duplicates"]
        if found:
            self.run_program("duplicates", "--show", found[0]["id"])
        self.run_program("conflicts")
        self.run_program("duplicates", "--boilerplate")
        return found, text

    def lines_of(self, texts):
        path = self.folder / "documents.jsonl"
        with open(path, "w", encoding="utf8") as out:
            for number, text in enumerate(texts):
                out.write(json.dumps({"id": number, "format": "text", "text": text}) + "\n")
        return open(path, encoding="utf8")

    def test_a_hundred_thousand_copies_are_an_error_and_no_flood_of_pairs(self):
        with self.lines_of(SENTENCE for _ in range(100_000)) as given:
            out, why = self.run_program("duplicates", "--jsonl", given=given, status=2)
        self.assertEqual(out, "")
        self.assertIn("more than 1000000 pairs", why)

    def test_a_million_passages_that_differ_in_their_last_word_are_an_error_and_no_flood(self):
        with self.lines_of(f"{SENTENCE[:-1]} on {i}" for i in range(1_000_000)) as given:
            out, why = self.run_program("duplicates", "--jsonl", "--min-similarity", "0.8", given=given, status=2)
        self.assertEqual(out, "")
        self.assertIn("more than 1000000 pairs", why)

    def test_a_word_of_ten_megabytes_hides_no_copy_around_it(self):
        steps = "".join(f"* The porter of gate {gate} checks the badge and the bag of each visitor.\n"
                        for gate in ("one", "two", "three", "four"))
        word = "x" * 10_000_000
        self.page("a.md", f"# A\n\n{steps}\n{word}\n")
        self.page("b.md", f"# B\n\n{steps.replace('gate three checks', 'gate three reads')}\n{word}y\n")
        found, text = self.clusters()
        self.assertEqual(len(found), 1)
        self.assertRegex(text, "“checks” here, “reads” there|“reads” here, “checks” there")

    def test_a_sentence_repeated_a_hundred_thousand_times_is_one_passage_and_no_finding(self):
        self.page("a.md", "# A\n\n" + (SENTENCE + " ") * 100_000 + "\n")
        found, text = self.clusters()
        self.assertEqual((found, text), ([], "nothing is written twice in the pages asked for\n"))

    def test_a_million_equal_passages_are_boilerplate_and_the_empty_list_says_so(self):
        for number in range(100):
            self.page(f"{number}.md", f"# {number}\n\n" + (SENTENCE + "\n\n") * 10_000)
        found, text = self.clusters()
        self.assertEqual(found, [])
        self.assertIn("left out for standing on so many pages; --boilerplate lists it", text)

    def test_scripts_without_spaces_and_from_right_to_left_are_compared(self):
        chance = random.Random(1)
        stretches = ["备份每天进行", "每个月测试一次", "记录保存九十天", "由服务台检查", "结果报告给主管", "每年审查一次", "门在夜间上锁", "钥匙交给值班员"]
        words = "יש לשמור עותק של היומן ולאחר מכן למחוק אותו לפי הנוהל הארגון תשעים ימים שרת גיבוי מנהל".split()
        chinese = ["，".join(chance.choices(stretches, k=9)) + "。" for _ in range(2000)]
        hebrew = [" ".join(chance.choices(words, k=14)) + "." for _ in range(2000)]
        for name, texts, end in (("zh", chinese, "。"), ("he", hebrew, ".")):
            self.page(f"{name}-a.md", "# 1\n\n" + "\n\n".join(texts))
            self.page(f"{name}-b.md", "# 2\n\n" + "\n\n".join(t if i % 9 else t[:-1] + f"，{i}{end}" for i, t in enumerate(texts)))
        found, _ = self.clusters()
        self.assertEqual(sorted(sorted(m["document"]["key"].split("-")[0] for m in c["members"]) for c in found),
                         [["he", "he"], ["zh", "zh"]])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
