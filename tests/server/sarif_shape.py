# SPDX-License-Identifier: Apache-2.0
"""What of SARIF 2.1.0 (OASIS, 2020) readers rely on, checked on what we write: required properties, properties that exist, values of
the enumerations, and what no schema says: indexes that lead somewhere, regions that do not end before they begin. In our own
words; sections are those of the standard."""
import re

OBJECTS = {  # of each object we write: properties that it must have, and others that it may
    "log": ({"version", "runs"}, {"$schema"}),  # 3.13
    "run": ({"tool"}, {"results", "columnKind"}),  # 3.14
    "tool": ({"driver"}, set()),  # 3.18
    "driver": ({"name"}, {"version", "semanticVersion", "informationUri", "rules"}),  # 3.19
    "rule": ({"id"}, {"name", "shortDescription", "fullDescription", "help", "helpUri", "defaultConfiguration"}),  # 3.49
    "configuration": (set(), {"level", "enabled"}),  # 3.50
    "message": ({"text"}, {"markdown"}),  # 3.11, 3.12
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations", "relatedLocations", "partialFingerprints",
                             "suppressions"}),  # 3.27
    "location": (set(), {"id", "physicalLocation", "logicalLocations", "message"}),  # 3.28
    "physical": ({"artifactLocation"}, {"region"}),  # 3.29
    "artifact": ({"uri"}, set()),  # 3.4
    "region": ({"startLine"}, {"startColumn", "endLine", "endColumn", "snippet"}),  # 3.30
    "logical": (set(), {"fullyQualifiedName", "name", "kind"}),  # 3.33
    "suppression": ({"kind"}, {"status", "justification"}),  # 3.35
}
LEVELS = {"none", "note", "warning", "error"}


class Shape(AssertionError):
    pass


def need(holds, path, what):
    if not holds:
        raise Shape(f"{path}: {what}")


def shaped(value, kind, path):
    required, optional = OBJECTS[kind]
    need(isinstance(value, dict), path, "an object")
    need(required <= value.keys(), path, f"lacks {sorted(required - value.keys())}")
    need(value.keys() <= required | optional, path, f"has {sorted(value.keys() - required - optional)}")
    return value


def message(value, path):
    shaped(value, "message", path)
    need(all(isinstance(text, str) and text for text in value.values()), path, "texts that say something")


def region(value, path):
    shaped(value, "region", path)
    numbers = {key: number for key, number in value.items() if key != "snippet"}
    need(all(isinstance(n, int) and not isinstance(n, bool) and n >= 1 for n in numbers.values()), path, "lines and columns from 1")
    end = value.get("endLine", value["startLine"])
    need(end >= value["startLine"], path, "ends before it begins")
    if end == value["startLine"] and "endColumn" in value:
        need(value["endColumn"] >= value.get("startColumn", 1), path, "ends before it begins")
    if "snippet" in value:
        need(isinstance(value["snippet"].get("text"), str), path, "a snippet has a text")


def location(value, path):
    shaped(value, "location", path)
    if "physicalLocation" in value:
        physical = shaped(value["physicalLocation"], "physical", path)
        uri = shaped(physical["artifactLocation"], "artifact", path)["uri"]
        need(re.fullmatch(r"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/]|%[0-9A-F]{2})+", uri), path, f"{uri} is a URI")
        # RFC 3986, 4.2: a colon in the first segment of a path would be read as a scheme.
        need(":" not in uri.split("/")[0], path, f"{uri} names a file")
        if "region" in physical:
            region(physical["region"], path)
    for one in value.get("logicalLocations", []):
        need(all(isinstance(text, str) for text in shaped(one, "logical", path).values()), path, "names are texts")
    if "message" in value:
        message(value["message"], path)
    if "id" in value:
        need(isinstance(value["id"], int) and value["id"] >= 0, path, "a number for an id")


def rule(value, path):
    shaped(value, "rule", path)
    for key in ("shortDescription", "fullDescription", "help"):
        if key in value:
            message(value[key], path + "." + key)
    configuration = shaped(value.get("defaultConfiguration", {}), "configuration", path)
    need(configuration.get("level", "warning") in LEVELS, path, "a level")
    need(isinstance(configuration.get("enabled", True), bool), path, "enabled is true or false")


def result(value, rules, path):
    shaped(value, "result", path)
    message(value["message"], path + ".message")
    need(value.get("level", "warning") in LEVELS, path, "a level")
    if "ruleIndex" in value:  # 3.27.6: both name one rule
        need(0 <= value["ruleIndex"] < len(rules), path, "ruleIndex leads to a rule")
        need(value.get("ruleId", rules[value["ruleIndex"]]["id"]) == rules[value["ruleIndex"]]["id"], path, "ruleId and ruleIndex agree")
    for i, one in enumerate(value.get("locations", [])):
        location(one, f"{path}.locations[{i}]")
    related = value.get("relatedLocations", [])
    for i, one in enumerate(related):
        location(one, f"{path}.relatedLocations[{i}]")
    numbers = [one["id"] for one in related if "id" in one]
    need(len(numbers) == len(set(numbers)), path, "related locations have ids of their own")
    need(all(isinstance(text, str) for text in value.get("partialFingerprints", {}).values()), path, "fingerprints are texts")
    for one in value.get("suppressions", []):
        shaped(one, "suppression", path)
        need(one["kind"] in {"inSource", "external"}, path, "a kind of suppression")
        need(one.get("status", "accepted") in {"accepted", "underReview", "rejected"}, path, "a status")
        need(isinstance(one.get("justification", ""), str), path, "a justification is a text")


def check_shape(log):
    """Raises Shape with the path of the first thing that is wrong."""
    shaped(log, "log", "log")
    need(log["version"] == "2.1.0", "log", "version 2.1.0")
    need(isinstance(log["runs"], list), "log.runs", "a list")
    for r, run in enumerate(log["runs"]):
        path = f"runs[{r}]"
        shaped(run, "run", path)
        driver = shaped(shaped(run["tool"], "tool", path)["driver"], "driver", path + ".driver")
        need(isinstance(driver["name"], str) and driver["name"], path, "the tool has a name")
        if "semanticVersion" in driver:  # 3.19.12
            need(re.fullmatch(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", driver["semanticVersion"]), path, "a semantic version")
        need(run.get("columnKind", "unicodeCodePoints") in {"utf16CodeUnits", "unicodeCodePoints"}, path, "a kind of column")
        rules = driver.get("rules", [])
        for i, one in enumerate(rules):
            rule(one, f"{path}.rules[{i}]")
        need(len({one["id"] for one in rules}) == len(rules), path, "each rule stands once")
        for i, one in enumerate(run.get("results", [])):
            result(one, rules, f"{path}.results[{i}]")
