#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `clausemark check` as people and CI do: formats, exit statuses, baselines, changes in git, the sample wiki.
Usage: check_test.py PROGRAM SOURCE_FOLDER. With python3-jsonschema, SARIF is held to the published schema where
SARIF_SCHEMA names it, and JSON to plugin/contract."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from sarif_shape import Shape, check_shape

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SOURCE = pathlib.Path(sys.argv[2]).resolve()
WRONG = "# Access\n\nGrüße \U0001F600 ISO/IEC 27001:2022 A.12.3.1 here.\n"


class Check(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self, *arguments, status=None, text=None):
        ran = subprocess.run([PROGRAM, "check", *arguments], cwd=self.root, capture_output=True, text=True, input=text, check=False)
        if status is not None:
            self.assertEqual(ran.returncode, status, ran.stdout + ran.stderr)
        return ran

    def found(self, *arguments):
        return json.loads(self.check(*arguments, "--format", "json").stdout)["findings"]

    def git(self, *arguments):
        environment = os.environ | {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
        identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        subprocess.run(["git", *identity, *arguments], cwd=self.root, check=True, capture_output=True, env=environment)

    def test_shows_the_line_the_words_and_a_summary_and_fails(self):
        self.write("wiki/a.md", WRONG)
        ran = self.check("wiki", "--only", "CM204", status=1)
        self.assertIn("wiki/a.md:3:28: warning: ISO/IEC 27001:2022 has no A.12.3.1 [CM204]\n", ran.stdout)
        self.assertIn("^~~~~~~~\n  hint: ISO/IEC 27001:2013 has A.12.3.1\n", ran.stdout)
        self.assertTrue(ran.stdout.endswith("1 warning in 1 page\n      1  CM204  a cited clause that the edition does not have\n"))
        self.assertFalse((self.root / ".clausemark").exists(), "nothing is kept")

    def test_the_severity_that_fails_is_an_option(self):
        self.write("wiki/a.md", WRONG)
        self.check("wiki", "--only", "CM204", "--fail-on", "error", status=0)
        self.check("wiki", "--only", "CM601", "--fail-on", "note", status=1)
        self.check("wiki", "--only", "CM601", status=0)
        self.check("wiki", "--only", "CM204", "--fail-on", "never", status=0)

    def test_wrong_use_is_status_2_and_names_the_nearest(self):
        self.write("wiki/a.md", WRONG)
        self.assertIn("did you mean dead-link (CM623)?", self.check("wiki", "--only", "dead-lnik", status=2).stderr)
        self.assertIn("did you mean copies-differ (CM612)?", self.check("--explain", "copies-difer", status=2).stderr)
        self.assertIn("those of checks go from CM002 to CM812", self.check("wiki", "--only", "CM999", status=2).stderr)
        self.assertIn("CM001 is a failure", self.check("wiki", "--only", "CM001", status=2).stderr)
        self.assertIn("--as-of", self.check("wiki", "--as-of", "2026-02-30", status=2).stderr)
        self.check("missing", status=2)

    def test_explains_every_code_and_lists_them(self):
        for line in self.check("--list", status=0).stdout.splitlines():
            code = line.split()[0]
            self.assertIn("# " + code + ": ", self.check("--explain", code, status=0).stdout)

    def test_settings_switch_a_code_off(self):
        self.write("wiki/a.md", WRONG)
        self.write("clausemark.json", '{"checks": {"CM204": "off"}}')
        self.assertEqual([f for f in self.found("wiki") if f["code"] == "CM204"], [])

    def test_links_of_markdown(self):
        self.write("wiki/a.md", "# A\n\n[b](sub/b.md) [img](x.png) [up](sub/) [http](https://example.org/none.md)\n"
                                "[c](sub/b.html) [d](#a) [e](sub/b.md#two-words) [m](mailto:x@example.org) [s]({{ site.url }}/n.md)\n"
                                "[wrong](sub/B.md) [gone](old.md) [file](y.pdf) [head](sub/b.md#three) [here](#none)\n")
        self.write("wiki/sub/b.md", "# Two words!\n\n[back](../a.md) [root](/a.md) [dead](../sub/bb.md)\n")
        self.write("wiki/two.html.md", "# Two endings\n\n[itself](two.html)\n")
        self.write("wiki/x.png", "")
        texts = [f"{f['at']['key']}:{f['at']['begin']['line']} {f['message']} / {f['hint']}"
                 for f in self.found("wiki", "--only", "CM623,CM624")]
        self.assertEqual(texts, [
            "a.md:5 this links to sub/B.md, which is not there / there is sub/b.md: letters must be in the same case",
            "a.md:5 this links to old.md, which is not there / ",
            "a.md:5 this links to y.pdf, which is not there / ",
            'a.md:5 sub/b.md has no heading "three" / ',
            'a.md:5 this page has no heading "none" / ',
            "sub/b.md:3 this links to sub/bb.md, which is not there / did you mean sub/b.md?"])

    def test_links_of_dokuwiki(self):
        self.write("wiki/start.txt", "====== Start ======\n\n[[ops:Backup Rules]] [[ops:]] [[.:start]] [[wp>Thing]] [[https://x.org|x]] "
                                     "[[#start]] [[ops:backup_rules#Daily]]\n\n[[ops:none]] [[gone|Gone]]\n")
        self.write("wiki/ops/start.txt", "====== Ops ======\n\n[[backup rules]] [[..:start]] [[:start]] [[:ops:backup_rules]]\n\n[[start:x]]\n")
        self.write("wiki/ops/backup_rules.txt", "====== Backup ======\n\n===== Daily =====\n\n[[..:none]]\n")
        texts = [f"{f['at']['key']}:{f['at']['begin']['line']} {f['message']}" for f in self.found("wiki", "--only", "CM623,CM624")]
        self.assertEqual(texts, [
            "ops/backup_rules.txt:5 this links to none.txt, which is not there",
            "ops/start.txt:5 this links to start/x.txt, which is not there",
            "start.txt:5 this links to ops/none.txt, which is not there",
            "start.txt:5 this links to gone.txt, which is not there"])

    def test_links_of_mediawiki_files(self):
        self.write("wiki/Backup policy.wiki", "== Rules ==\n[[restore plan]] [[Restore_plan#Steps|x]] [[Special:Search]] [[#Rules]] [[wikipedia:X]] [[Service catalogue]]\n\n[[Restor plan]]\n")
        self.write("wiki/service-catalogue.wiki", "Our services.\n")
        self.write("wiki/Restore plan.wiki", "== Steps ==\nText.\n")
        findings = self.found("wiki", "--only", "CM623,CM624")
        self.assertEqual([f["message"] for f in findings], ["this links to Restor plan, which is not there"])
        self.assertEqual(findings[0]["hint"], "did you mean Restore plan?")

    def test_editions(self):
        self.write("wiki/a.md", "# Access\n\nWe follow ISO/IEC 27001:2013, A.12.3.1 above all.\n")
        self.write("wiki/b.md", "# Access\n\nISO/IEC 27001:2022 replaced ISO/IEC 27001:2013 here.\n")
        findings = self.found("wiki", "--only", "CM621")
        self.assertEqual([(f["at"]["key"], f["at"]["words"]) for f in findings], [("a.md", "ISO/IEC 27001:2013")])
        self.assertIn("A.12.3.1 is now A.8.13", findings[0]["hint"])
        self.write("clausemark.json", '{"standards": ["iso27001:2013", "iso27001:2022"]}')
        self.assertEqual(self.found("wiki", "--only", "CM621"), [])
        self.write("wiki/c.md", "# Audit\n\nSee ISO/IEC 27001, clause 10.1, and clause 9.2 of ISO/IEC 27001.\n")
        self.assertEqual([f["at"]["words"] for f in self.found("wiki", "--only", "CM622")], ["10.1"])

    def test_a_baseline_hides_what_is_known_asks_for_reasons_and_shrinks(self):
        self.write("wiki/a.md", WRONG)
        base = ["wiki", "--baseline", "base.json"]
        self.assertIn("--reason", self.check(*base, "--write-baseline", status=2).stderr)
        self.check(*base, "--write-baseline", "--reason", "before the move", status=0)
        kept = (self.root / "base.json").read_text(encoding="utf-8")
        entries = {e["code"]: e for e in json.loads(kept)["findings"]}
        self.assertEqual((entries["CM204"]["page"], entries["CM204"]["words"], entries["CM204"]["reason"]),
                         ("wiki/a.md", "A.12.3.1", "before the move"))
        self.check(*base, "--fail-on", "note", status=0)
        self.check(*base, "--write-baseline", "--reason", "another", status=0)
        self.assertEqual((self.root / "base.json").read_text(encoding="utf-8"), kept)
        self.write("wiki/a.md", "# Access\n\nA paragraph before.\n\n" + WRONG[10:] + "\n[x](gone.md)\n")
        self.assertEqual([f["code"] for f in self.found(*base) if "suppressed" not in f], ["CM623"])
        self.write("wiki/a.md", "# Access\n\nNothing.\n")
        gone = [f for f in self.found(*base) if f["code"] == "CM643"]
        self.assertEqual(len(gone), 1)
        self.assertIn('the baseline has CM204 on wiki/a.md ("A.12.3.1"), which occurs no more', gone[0]["message"])
        self.assertEqual([f for f in self.found(*base, "--only", "CM204") if f["code"] == "CM643"], [])

    def test_a_clause_that_lost_its_evidence_since_the_baseline_is_an_error(self):
        self.write("wiki/backup.md", "# Backup\n\nBackup copies of all data must be made daily and restores tested monthly.\n")
        base = ["wiki", "--baseline", "base.json"]
        self.check(*base, "--write-baseline", "--reason", "first", status=0)
        self.assertEqual([f for f in self.found(*base) if f["code"] == "CM603"], [])
        self.write("wiki/backup.md", "# Backup\n\nTo be written.\n")
        lost = [f for f in self.found(*base) if f["code"] == "CM603"]
        self.assertTrue(any("control A.8.13 (Information backup) has lost its last evidence" in f["message"] for f in lost), lost)
        self.assertTrue(all(f["severity"] == "error" and f["at"]["key"] == "backup.md" for f in lost))

    def test_mistakes_in_a_baseline_are_shown_where_they_stand(self):
        self.write("wiki/a.md", WRONG)
        self.write("base.json", '{\n  "baseline": 1,\n  "findings": [\n    {"code": "CM204", "page": "", "words": "", "fingerprint": "x", "reason": ""}\n  ]\n}\n')
        err = self.check("wiki", "--baseline", "base.json", status=2).stderr
        self.assertIn("base.json:4:63: error:", err)
        self.assertIn("[CM641]", err)
        self.write("base.json", '{"baseline": 2, "findings": []}')
        self.assertIn("base.json:1:14: error: this baseline is of version 2", self.check("wiki", "--baseline", "base.json", status=2).stderr)
        self.assertIn("[CM641]", self.check("wiki", "--baseline", "none.json", status=2).stderr)

    def test_changes_since_a_revision_are_those_of_git(self):
        self.write("docs/wiki/a.md", WRONG)
        self.write("docs/wiki/b.md", "# B\n\n[c](c.md)\n")
        self.write("docs/wiki/c.md", "# C\n\nText.\n")
        self.assertIn("no git work tree", self.check("docs/wiki", "--changed-since", "HEAD", status=2).stderr)
        self.git("init", "-q", "-b", "main")
        self.git("add", ".")
        self.git("commit", "-qm", "one")
        self.check("docs/wiki", "--changed-since", "main", status=0)
        self.write("docs/wiki/new.md", WRONG)
        self.assertEqual([f["at"]["key"] for f in self.found("docs/wiki", "--changed-since", "main", "--only", "CM204")], ["new.md"])
        (self.root / "docs/wiki/c.md").unlink()
        self.assertEqual([f["at"]["key"] for f in self.found("docs/wiki", "--changed-since", "main", "--only", "CM623")], ["b.md"])
        for revision in ("nonsense", "--output=x", "$(touch y)"):
            self.assertIn("git knows no revision", self.check("docs/wiki", "--changed-since=" + revision, status=2).stderr)
        self.assertFalse((self.root / "x").exists() or (self.root / "y").exists())

    def test_changed_files_may_be_named(self):
        self.write("wiki/a.md", WRONG)
        self.write("wiki/b.md", WRONG)
        ran = self.check("wiki", "--only", "CM204", "--changed-files", "-", "--format", "json", text="wiki/b.md\nREADME.md\n")
        self.assertEqual([f["at"]["key"] for f in json.loads(ran.stdout)["findings"]], ["b.md"])

    def test_sarif_says_where_in_code_points_with_help_and_fingerprints(self):
        self.write("wiki/ä b.md", WRONG)
        self.check("wiki", "--baseline", "base.json", "--write-baseline", "--reason", "known", status=0)
        run = json.loads(self.check("wiki", "--baseline", "base.json", "--format", "sarif", status=0).stdout)
        schema = os.environ.get("SARIF_SCHEMA")
        if schema:
            import jsonschema
            jsonschema.validate(run, json.loads(pathlib.Path(schema).read_text(encoding="utf-8")))
        run = run["runs"][0]
        self.assertEqual(run["columnKind"], "unicodeCodePoints")
        result = next(r for r in run["results"] if r["ruleId"] == "CM204")
        self.assertEqual(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"], "CM204")
        self.assertIn("To mend it", run["tool"]["driver"]["rules"][result["ruleIndex"]]["help"]["markdown"])
        place = result["locations"][0]["physicalLocation"]
        self.assertEqual(place["artifactLocation"]["uri"], "wiki/%C3%A4%20b.md")
        region = place["region"]
        line = WRONG.splitlines()[region["startLine"] - 1]
        self.assertEqual(line[region["startColumn"] - 1:region["endColumn"] - 1], "A.12.3.1")
        self.assertEqual(len(result["partialFingerprints"]["clausemark/v1"]), 32)
        self.assertEqual(result["suppressions"][0]["justification"], "known")
        self.assertTrue(all(len(r["locations"]) == 1 for r in run["results"]))

    def test_sarif_has_the_shape_of_the_standard(self):
        self.write("wiki/a.md", "# Access\n\n<!-- clausemark: off-next CM204 reason \"old\" -->\nISO/IEC 27001:2022 A.12.3.1.\n\n[b](b.md)\n")
        sample = str(SOURCE / "corpus/sample")
        for settings in (["wiki"], [sample, "--config", sample + "/clausemark.json", "--as-of", "2026-01-01"], ["wiki", "--only", "CM811"]):
            log = json.loads(self.check(*settings, "--format", "sarif").stdout)
            check_shape(log)
        log = json.loads(self.check("wiki", "--format", "sarif").stdout)
        self.assertIn("inSource", [s["kind"] for r in log["runs"][0]["results"] for s in r.get("suppressions", [])])
        for spoil in (lambda run: run["results"][0].pop("message"), lambda run: run["results"][0].update(ruleIndex=99),
                      lambda run: run["results"][0].update(level="grave"), lambda run: run.update(unknown=1),
                      lambda run: run["tool"]["driver"].update(semanticVersion="one")):
            spoilt = json.loads(json.dumps(log))
            spoil(spoilt["runs"][0])
            self.assertRaises(Shape, check_shape, spoilt)

    def test_words_of_two_systems_are_reported_and_graded(self):
        self.write("wiki/a.md", "# Duty\n\nIncidents must be handed over at noon.\n\nMalware is reported at once, and a service outage after ten minutes.\n"
                                "\nSuppliers keep a continuity arrangement.\n\nCorrective and preventive actions are recorded.\n")
        words = ["CM7" + str(n).zfill(2) for n in range(1, 20)]
        self.assertEqual([f["code"] for f in self.found("wiki") if f["code"] in words], ["CM716"])
        self.write("clausemark.json", '{"checks": {"incident-unqualified": "error", "CM705": "warning"}}')
        self.assertEqual([(f["code"], f["severity"]) for f in self.found("wiki") if f["code"] in words],
                         [("CM701", "error"), ("CM705", "warning"), ("CM716", "note")])

    def test_github_messages_escape_what_would_end_them(self):
        self.write("wiki/a,b.md", WRONG)
        out = self.check("wiki", "--only", "CM204", "--format", "github", status=1).stdout
        self.assertTrue(out.startswith("::warning file=wiki/a%2Cb.md,line=3,endLine=3,col=28,endColumn=36,title=CM204 "), out)
        self.assertEqual(out.count("\n"), 1)

    def test_json_keeps_to_its_schema(self):
        try:
            import jsonschema
        except ImportError:
            self.skipTest("python3-jsonschema is not installed")
        schema = json.loads((SOURCE / "plugin/contract/findings.schema.json").read_text(encoding="utf-8"))
        sample = str(SOURCE / "corpus/sample")
        answer = json.loads(self.check(sample, "--config", sample + "/clausemark.json", "--format", "json").stdout)
        jsonschema.Draft202012Validator(schema).validate(answer)
        self.assertGreater(len(answer["findings"]), 10)

    def test_the_answer_is_the_same_every_time(self):
        sample = str(SOURCE / "corpus/sample")
        settings = ["--config", sample + "/clausemark.json", "--as-of", "2026-01-01", "--format", "json"]
        self.assertEqual(self.check(sample, *settings).stdout, self.check(sample, *settings).stdout)

    def test_the_sample_shows_what_was_planted(self):
        sample = str(SOURCE / "corpus/sample")
        codes = {f["code"] for f in self.found(sample, "--config", sample + "/clausemark.json")}
        self.assertLessEqual({"CM204", "CM612", "CM601", "CM702"}, codes)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
