"""The report as a browser shows it: headless Chromium, no console messages, what a reader would see."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "target/demo/report.html"

PAGES = ["dashboard", "plan", "do", "check", "act"]
PHONE, DESKTOP = 390, 1280

# Looks at each page in a frame of each width. A frame is as narrow as it is told, which a window is not.
MEASURE = """<!doctype html><body><script>
const looks = [];
const open = (width, page) => new Promise(done => {
    const frame = document.createElement("iframe");
    frame.style.cssText = `border:0;height:900px;width:${width}px`;
    frame.onload = () => done(frame);
    frame.src = REPORT + "#" + page;
    document.body.append(frame);
});
const shown = element => element.checkVisibility();
(async () => {
    for (const width of WIDTHS) for (const page of PAGES) {
        const frame = await open(width, page);
        const { document: seen, innerWidth } = frame.contentWindow;
        const ground = frame.contentWindow.getComputedStyle(seen.body).backgroundColor;
        const current = seen.querySelector("article.page:target, article.page:has(:target)");
        const small = [...current.querySelectorAll("nav a")].filter(a => shown(a) && a.getBoundingClientRect().height < 20);
        looks.push({
            width: innerWidth, page, ground, scroll: seen.documentElement.scrollWidth, small: small.length,
            visible: [...seen.querySelectorAll("article.page")].filter(shown).map(article => article.id),
            current: [...current.querySelectorAll("[aria-current=page]")].map(link => link.hash),
            // What is wider than the screen must lie in a box that scrolls.
            loose: [...current.querySelectorAll("table, svg, p, dl, ul")].filter(element => shown(element)
                && element.getBoundingClientRect().right > innerWidth + 1 && !element.closest(".scroll, nav")).map(e => e.outerHTML.slice(0, 80)),
        });
        frame.remove();
    }
    const result = document.createElement("pre");
    result.id = "looks";
    result.textContent = JSON.stringify(looks);
    document.body.append(result);
})();
</script>"""


def rendered(page: str, profile: Path, *options: str) -> tuple[str, str]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: install Debian's package chromium"
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom",
               f"--user-data-dir={profile}", *options, page]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


def test_the_report_in_a_browser(tmp_path: Path) -> None:
    page, log = rendered(REPORT.as_uri(), tmp_path)
    assert ":CONSOLE" not in log
    assert re.findall(r"<h2[^>]*>(.*?)</h2>", page) == ["Dashboard", "Plan", "Do", "Check", "Act"]
    assert "Meridian Water on 2026-09-01" in page
    register = page.split('<section id="register"')[1].split("</section>")[0]
    assert register.count("<tr>") == 1 + 28
    assert re.search(r"pieces of evidence lie in the run-up to AUD-2026-S1", page)


@pytest.mark.parametrize(("theme", "setting", "ground"), [("light", 1, "rgb(255, 255, 255)"), ("dark", 0, "rgb(16, 22, 28)")])
def test_every_page_fits_phone_and_desktop(tmp_path: Path, theme: str, setting: int, ground: str) -> None:
    script = MEASURE.replace("REPORT", json.dumps(REPORT.as_uri()))
    script = script.replace("WIDTHS", json.dumps([PHONE, DESKTOP])).replace("PAGES", json.dumps(PAGES))
    frames = tmp_path / "frames.html"
    frames.write_text(script)
    page, _ = rendered(frames.as_uri(), tmp_path / "profile", "--allow-file-access-from-files", "--virtual-time-budget=60000",
                       "--window-size=1400,1000", f"--blink-settings=preferredColorScheme={setting}")
    found = re.search(r'<pre id="looks">(.*?)</pre>', page, re.DOTALL)
    assert found, f"the frames were not measured: {page[-500:]}"
    looks = json.loads(found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert [(look["width"], look["page"]) for look in looks] == [(w, p) for w in (PHONE, DESKTOP) for p in PAGES]
    for look in looks:
        assert look["scroll"] <= look["width"], look
        assert look["visible"] == [look["page"]], look
        assert look["current"] == [f"#{look['page']}"], look
        assert look["loose"] == [], look
        assert look["small"] == 0, look
        assert look["ground"] == ground, (theme, look)


def test_without_an_address_the_dashboard_is_shown_and_paper_has_every_page(tmp_path: Path) -> None:
    frames = tmp_path / "frames.html"
    frames.write_text(MEASURE.replace("REPORT", json.dumps(REPORT.as_uri())).replace("WIDTHS", "[1280]")
                      .replace("PAGES", '["register"]'))
    page, _ = rendered(frames.as_uri(), tmp_path / "profile", "--allow-file-access-from-files", "--virtual-time-budget=60000")
    # The address of a section shows the page that holds it.
    assert '"visible":["plan"]' in page
    paper = tmp_path / "report.pdf"
    chromium = shutil.which("chromium")
    assert chromium
    subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'paper'}",
                    f"--print-to-pdf={paper}", REPORT.as_uri()], capture_output=True, timeout=120, check=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", paper.read_bytes()))
    assert pages > 10, pages
