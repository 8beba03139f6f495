"""Prints what a JSON report says: the codes of its errors, root cause first, or its verdict when there is none."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
if report["schema"] != "smtp-doctor/report/v1":
    sys.exit(f"unknown schema {report['schema']}")
errors = [finding["code"] for finding in report["findings"] if finding["severity"] == "error"]
if report["root_cause"] != (errors[0] if errors else None):
    sys.exit(f"root cause {report['root_cause']} is not the first error of {errors}")
print(" ".join(errors) or report["verdict"])
