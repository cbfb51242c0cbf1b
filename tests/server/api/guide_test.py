#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/api.md is true: every command in it runs against a server over the sample wiki, succeeds, and gives what the page
says where it says it. Then auditor_walk.py walks the same way. Usage: guide_test.py PROGRAM PROJECT; exit status 77
where there is no curl."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from running import serving

ADDRESS = "http://127.0.0.1:8013"


def blocks(text):
    """(commands, the output that the page shows below them or None)"""
    for match in re.finditer(r"^```sh\n(.*?)^```\n(?:```text\n(.*?)^```\n)?", text, re.MULTILINE | re.DOTALL):
        yield match.group(1), match.group(2)


def main(program, project):
    if shutil.which("curl") is None:
        print("curl is not installed: skipped")
        return 77
    guide = (pathlib.Path(project) / "docs" / "api.md").read_text(encoding="utf-8")
    questions = re.findall(r"^\*\*(\d+)\. ", guide, re.MULTILINE)
    assert questions == [str(n) for n in range(1, 11)], questions
    ran = 0
    with serving(program, project) as client, tempfile.TemporaryDirectory() as folder:
        address = f"http://127.0.0.1:{client.port}"
        for commands, shown in blocks(guide):
            done = subprocess.run(["bash", "-euc", commands.replace(ADDRESS, address)], cwd=folder, capture_output=True, text=True,
                                  timeout=60)
            assert done.returncode == 0, f"{commands}exit status {done.returncode}: {done.stdout}{done.stderr}"
            if shown is not None:
                assert done.stdout.strip() == shown.strip(), f"{commands}gives\n{done.stdout}"
            ran += 1
        assert ran >= 14, ran
        walk = [sys.executable, str(pathlib.Path(__file__).with_name("auditor_walk.py")), address]
        for _ in range(2):  # a second time as well: what it decided does not stand in its way
            done = subprocess.run(walk, capture_output=True, text=True, timeout=120)
            assert done.returncode == 0, done.stdout + done.stderr
            assert [line.split(".")[0] for line in done.stdout.splitlines() if line[0] != " "] == questions, done.stdout
    print(f"{ran} commands of docs/api.md and the walk in Python answer as they say")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
