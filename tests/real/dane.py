"""What an examination saw of the TLSA records, and the findings of the audit about them: `secure:matched B09`."""

import json
import sys

recorded, report = sys.argv[1:]
with open(recorded) as file:
    (dane,) = json.load(file)["dane"]
with open(report) as file:
    findings = json.load(file)["audit"]["findings"]
tlsa = dane["tlsa"]
fits = sorted(record["fit"]["is"] for record in tlsa.get("records", []))
ids = sorted(found["id"] for found in findings if found["id"].startswith(("B08", "B09")))
print(f"{tlsa['answer']}:{','.join(fits)} {','.join(ids) or '-'}")
