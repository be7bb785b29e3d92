"""The report as a browser shows it: headless Chromium, no console messages, what a reader would see."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
REPORT = ROOT / "target/demo/report.html"


def rendered(page: Path, profile: Path) -> tuple[str, str]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: install Debian's package chromium"
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom",
               f"--user-data-dir={profile}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, done.stderr


def test_the_report_in_a_browser(tmp_path: Path) -> None:
    page, log = rendered(REPORT, tmp_path)
    assert ":CONSOLE" not in log
    headings = re.findall(r"<h2>(.*?)</h2>", page)
    assert headings == ["Status", "Programme", "Continuity", "Overdue", "Risk matrix", "Risk register", "Around the top risk"]
    assert "Meridian Water on 2026-09-01" in page
    register = page.split('id="register"')[1].split("</section>")[0]
    assert register.count("<tr>") == 1 + 28
    assert re.search(r"pieces of evidence lie in the run-up to AUD-2026-S1", page)
