"""Prints what an audit found that is more than a note, each LEVEL:CHECK; complains where it was slow or greedy."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
audit = report["audit"]
if audit["connections"] > 12 or report["duration_ms"] > 2000:
    sys.exit(f"{audit['connections']} connections, {report['duration_ms']} ms")
made = {check["id"] for check in audit["passed"]} | {finding["id"] for finding in audit["findings"]}
missing = {"B23", "B26", "B29", "B30", "B31", "B32", "B61"} - made
if missing:
    sys.exit(f"not made: {sorted(missing)}")
found = [finding for finding in audit["findings"] if finding["level"] != "note"]
print(" ".join(f"{finding['level']}:{finding['id']}" for finding in found))
