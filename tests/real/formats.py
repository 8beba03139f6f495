"""Reads reports with the parsers of their consumers. See tests/real/formats."""

import json
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

EVIL = (
    "535 5.7.8 x|y ::error::p ##[add-mask]x <script>a</script><img src=x> ]]> `a` ``b``\\| [l](http://e.test) "
    "![i](http://e.test/i) http://e.test www.e.test me@e.test @root #1 GH-1 *b* _i_ ~~s~~ <!-- \"q\" & %0A "
    "# SKIP\x1b[2J\u202e\x00"
)


def hostile(source, target):
    """Puts words into the mouth of the server of a recorded examination."""

    def spoilt(value):
        if isinstance(value, dict):
            return {key: spoilt(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [spoilt(inner) for inner in value]
        return EVIL if isinstance(value, str) and "authentication fail" in value else value

    text = json.dumps(spoilt(json.loads(Path(source).read_text())))
    assert "add-mask" in text, "the recorded server says something else now"
    Path(target).write_text(text)


def junit(files):
    from junitparser import Failure, JUnitXml, Skipped

    for file in files:
        document = JUnitXml.fromfile(file)
        for suite in document:
            results = [result for case in suite for result in case.result]
            assert suite.tests == len(list(suite)), file
            assert suite.failures == sum(isinstance(result, Failure) for result in results), file
            assert suite.skipped == sum(isinstance(result, Skipped) for result in results), file
            names = [case.name for case in suite]
            assert len(names) == len(set(names)), f"{file}: {names}"


def metrics(files):
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as strict
    from prometheus_client.parser import text_string_to_metric_families as usual

    for file in files:
        text = Path(file).read_text()
        for families in (strict(text), usual(text)):
            found = {sample.name: sample for family in families for sample in family.samples}
            assert found["smtp_doctor_probe_success"].value in (0, 1), file
            assert found["smtp_doctor_probe_success"].labels["target"], file
            assert all(name.startswith("smtp_doctor_") for name in found), file


def promtool(files):
    for file in files:
        with open(file) as text:
            told = subprocess.run(["promtool", "check", "metrics"], stdin=text, capture_output=True, text=True)
        assert told.returncode == 0, f"{file}: {told.stderr}"


class Page(HTMLParser):
    """The tags that act, and the text outside of code."""

    def __init__(self):
        super().__init__()
        self.tags, self.links, self.text, self.code = [], [], [], 0

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.code += tag == "code"
        self.links.extend(value for name, value in attrs if name in ("href", "src"))

    def handle_endtag(self, tag):
        self.code -= tag == "code"

    def handle_data(self, data):
        if not self.code:
            self.text.append(data)


USUAL = {"h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "code", "pre", "strong", "a", "br"}


def html(files):
    for file in files:
        page = Page()
        page.feed(Path(file).read_text())
        text = "".join(page.text)
        assert set(page.tags) <= USUAL, f"{file}: {set(page.tags) - USUAL}"
        assert all(link.startswith("https://") for link in page.links), f"{file}: {page.links}"
        assert "e.test" not in "".join(page.links), f"{file}: {page.links}"
        for sign in ("@", "#1", "GH-1", "<", "::", "add-mask"):
            assert sign not in text, f"{file}: {sign} in {text}"


if __name__ == "__main__":
    what, *files = sys.argv[1:]
    if what == "hostile":
        hostile(*files)
    else:
        {"junit": junit, "metrics": metrics, "promtool": promtool, "html": html}[what](files)
