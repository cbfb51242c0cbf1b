#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Coverage of the sample as OSCAL keeps to a strict schema, and to what no schema says.

    oscal_test.py PROGRAM SAMPLE [SCHEMA]    SCHEMA: another one, such as NIST's own, in place of ours
"""
import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("skipped: needs python3-jsonschema")
    sys.exit(77)

program, sample = sys.argv[1:3]
schema = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else pathlib.Path(__file__).with_name("oscal.schema.json"))


def run(*arguments):
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True).stdout


with tempfile.TemporaryDirectory() as folder:
    shared = ["--store", f"{folder}/store.sqlite", "--config", f"{sample}/clausemark.json"]
    run("scan", "--quiet", *shared, sample)
    text = run("coverage", "--format", "oscal", "--as-of", "2026-11-01", *shared)
    assert text == run("coverage", "--format", "oscal", "--as-of", "2026-11-01", *shared), "the same input, other bytes"
document = json.loads(text)
jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf8"))).validate(document)

results = document["assessment-results"]["results"]
assert len(results) == 2, "one result a standard in force"
assert not any("findings" in result for result in results), "matching text finds nothing satisfied or not"
assert "satisfied" not in text
uuids = [o["uuid"] for result in results for o in result["observations"]]
assert len(uuids) == len(set(uuids)) > 150
plan = document["assessment-results"]["import-ap"]["href"][1:]
assert plan in [r["uuid"] for r in document["assessment-results"]["back-matter"]["resources"]]
for result in results:
    selected = {c["control-id"] for c in result["reviewed-controls"]["control-selections"][0]["include-controls"]}
    observed = {p["value"] for o in result["observations"] for p in o["props"] if p["name"] == "control-id"}
    assert selected == observed
    assert all(o["collected"] == "2026-11-01T00:00:00Z" for o in result["observations"])
backup = next(o for r in results for o in r["observations"] if o["title"].startswith("control A.8.13"))
assert any("Backup policy" in e["description"] for e in backup["relevant-evidence"]), backup
