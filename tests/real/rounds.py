"""Prints how many lines the client has sent for the login of a recorded examination."""

import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    evidence = json.load(file)
dialogue = evidence["attempts"][0]["dialogue"]
said = [entry["line"] for entry in dialogue if "line" in entry]
print(len(said) - next(at for at, line in enumerate(said) if line.startswith("AUTH ")))
