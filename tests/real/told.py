"""Prints what a JSON report says: its root cause, or its verdict when there is none."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    report = json.load(file)
if report["schema"] != "smtp-doctor/report/v1":
    sys.exit(f"unknown schema {report['schema']}")
print(report["root_cause"] or report["verdict"])
