"""What tests/real/html needs beside a browser: a server for the pages, a page that looks at them, and the verdict."""

import html
import http.server
import json
import pathlib
import re
import sys

WIDTHS = (360, 800, 1280)

# Each page is opened in a frame of each width and looked at from outside, as it runs no script itself.
LOOK = """<!doctype html><meta charset=utf-8><title>look</title><pre id=told></pre><script>
const told = [], pages = %s, widths = %s;
const parts = color => (color.match(/[\\d.]+/g) || []).map(Number);
const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
  .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
const behind = (view, element) => {
  for (let at = element; at; at = at.parentElement) {
    const color = parts(view.getComputedStyle(at).backgroundColor);
    if (color.length === 3 || color[3] === 1) return color;
  }
  return [255, 255, 255];
};
function look(name, width, frame) {
  const page = frame.contentDocument, view = frame.contentWindow, root = page.documentElement;
  const say = text => told.push(`${name} at ${width}: ${text}`);
  page.querySelectorAll('details').forEach(folded => folded.open = true);
  if (root.scrollWidth > width) {
    const wide = [...page.querySelectorAll('body *')].filter(one => one.getBoundingClientRect().right > width + 1);
    say(`sticks out by ${root.scrollWidth - width} px: ${wide.slice(0, 3).map(one => one.outerHTML.slice(0, 120))}`);
  }
  if (!root.lang || !page.title || page.querySelectorAll('h1').length !== 1) say('no language, no title or not one h1');
  if (page.querySelector('script, img, iframe, object, embed, form, [style], [onclick]')) say('holds what it must not');
  let level = 0;
  for (const heading of page.querySelectorAll('h1, h2, h3, h4')) {
    const next = Number(heading.tagName[1]);
    if (next > level + 1) say(`heading ${heading.textContent} skips a level`);
    level = next;
  }
  const ids = [...page.querySelectorAll('[id]')].map(one => one.id);
  if (new Set(ids).size !== ids.length) say(`ids twice: ${ids}`);
  for (const one of page.querySelectorAll('[aria-labelledby]'))
    if (!page.getElementById(one.getAttribute('aria-labelledby'))) say(`label missing: ${one.outerHTML.slice(0, 80)}`);
  if (view.getComputedStyle(page.body).maxWidth === 'none') say('the style does not apply');
  for (const one of page.querySelectorAll('body *')) {
    if (![...one.childNodes].some(child => child.nodeType === 3 && child.data.trim())) continue;
    const [front, back] = [light(parts(view.getComputedStyle(one).color)), light(behind(view, one))];
    const contrast = (Math.max(front, back) + .05) / (Math.min(front, back) + .05);
    if (contrast < 4.5) say(`contrast ${contrast.toFixed(2)}: ${one.outerHTML.slice(0, 120)}`);
  }
}
(async () => {
  for (const name of pages) for (const width of widths) {
    const frame = document.createElement('iframe');
    frame.style = `width:${width}px;height:800px;border:0`;
    const ready = new Promise(done => frame.onload = done);
    frame.src = '/' + name;
    document.body.append(frame);
    await ready;
    try { look(name, width, frame); } catch (fault) { told.push(`${name} at ${width}: ${fault}`); }
    frame.remove();
  }
  document.getElementById('told').textContent =
    JSON.stringify({looked: pages.length * widths.length, dark: matchMedia('(prefers-color-scheme: dark)').matches, told});
})();
</script>"""


def serve(folder, log):
    names = sorted(path.name for path in pathlib.Path(folder).glob("*.html"))
    look = (LOOK % (json.dumps(names), json.dumps(WIDTHS))).encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            name = self.path.lstrip("/")
            with open(log, "a") as file:
                file.write(self.path + "\n")
            found = name == "look" or name in names
            body = look if name == "look" else pathlib.Path(folder, name).read_bytes() if found else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


def valid(folder):
    import html5lib

    faults = []
    paths = sorted(pathlib.Path(folder).glob("*.html"))
    for path in paths:
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(path.read_text(encoding="utf-8"))
        faults += [f"{path.name}: {where} {what} {data}" for where, what, data in parser.errors]
    finish(f"{len(paths)} pages are HTML", faults if paths else ["no pages"])


def judge(scheme, dom, errors, log):
    found = re.search(r'<pre id="told">(.*?)</pre>', pathlib.Path(dom).read_text(encoding="utf-8"), re.S)
    told = json.loads(html.unescape(found.group(1))) if found and found.group(1) else None
    if told is None:
        finish(scheme, ["the browser said nothing: " + pathlib.Path(errors).read_text(errors="replace")[-2000:]])
    faults = told["told"]
    if told["dark"] != (scheme == "dark"):
        faults.append("the browser does not show the scheme that was asked for")
    said = pathlib.Path(errors).read_text(errors="replace").splitlines()
    faults += [line for line in said if "CONSOLE" in line]
    asked = set(pathlib.Path(log).read_text().split())
    faults += [f"asked for {path}" for path in asked if not path.endswith(".html") and path not in ("/look", "/favicon.ico")]
    finish(f"{told['looked']} looks in {scheme}", faults)


def finish(title, faults):
    for fault in faults[:40]:
        print("  " + fault)
    print(f"{'not ok' if faults else 'ok'} - {title}")
    sys.exit(bool(faults))


if __name__ == "__main__":
    {"serve": serve, "valid": valid, "judge": judge}[sys.argv[1]](*sys.argv[2:])
