"""A page of `circle serve` in headless Chromium that reaches no machine but this one."""

import io
import json
import time
import urllib.request
from importlib.util import find_spec
from pathlib import Path

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By

FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader", "--hide-scrollbars", "--lang=en", "--force-color-profile=srgb",
    # Every name but this machine's own is unknown: a request to another host cannot succeed unseen.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


class Page:
    """The page at one size, and what a reader does with it."""

    def __init__(self, server, downloads, size=(1440, 900)):
        options = webdriver.ChromeOptions()
        for flag in [*FLAGS, f"--window-size={size[0]},{size[1]}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        preferences = {"download.default_directory": str(downloads), "download.prompt_for_download": False}
        options.add_experimental_option("prefs", preferences)
        options.binary_location = "/usr/bin/chromium"
        self.server, self.downloads, self.size = server, Path(downloads), size
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(60)
        self.metrics(*size)
        self.requests, self.complaints = [], []

    def metrics(self, width, height):
        narrow = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", narrow)
        self.size = (width, height)

    def open(self, link="", language="en"):
        """Opens the page anew and waits until its map is drawn."""
        parts = [part for part in (link, f"l={language}" if language else "") if part]
        self.driver.get("about:blank")
        self.driver.get(f"{self.server}/#{'&'.join(parts)}")
        self.settle()
        return self

    def js(self, code, *values):
        return self.driver.execute_script(code, *values)

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.find(selector).text

    def until(self, true, what, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = true()
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"not within {seconds} s: {what}")

    def still(self, value, what, seconds=0.4):
        """Waits until a value stays what it is for a while; gives it."""
        last = [value(), time.monotonic()]

        def stays():
            now = value()
            if now != last[0]:
                last[:] = [now, time.monotonic()]
            return time.monotonic() - last[1] >= seconds

        self.until(stays, what)
        return last[0]

    def settle(self):
        """Waits until the map is idle, its bands are of the chosen terms, every pin has its answer, nothing moves and the
        link is written."""
        calm = """return document.body.dataset.map === 'idle' && !document.body.classList.contains('stale')
            && !document.querySelector('.site.pending, .pin.pending, .together.pending')
            && document.getAnimations().every(({playState}) => playState !== 'running')"""
        state = lambda: (self.js(calm), self.js("return location.hash"))
        self.until(lambda: self.still(state, "the page at rest")[0], "the page at rest")

    # What the reader sees

    def picture(self):
        return Image.open(io.BytesIO(self.driver.get_screenshot_as_png())).convert("RGB")

    def free(self):
        """The part of the map that nothing covers, as left, top, right, bottom."""
        return self.js("""
            const room = (name) => parseFloat(getComputedStyle(document.documentElement).getPropertyValue(name));
            return [room('--room-left'), room('--room-top'), innerWidth, innerHeight - room('--room-bottom')];""")

    def middle(self):
        left, top, right, bottom = self.free()
        return (left + right) / 2, (top + bottom) / 2

    def near(self, colour, within=26, picture=None):
        """How many pixels of the free map are near a colour."""
        part = (picture or self.picture()).crop([int(edge) for edge in self.free()])
        counts = part.getcolors(part.width * part.height)
        close = lambda pixel: all(abs(a - b) <= within for a, b in zip(pixel, colour))
        return sum(number for number, pixel in counts if close(pixel))

    # What the reader does

    def press(self, x, y):
        chain = ActionChains(self.driver)
        chain.w3c_actions.pointer_action.move_to_location(int(x), int(y)).click()
        chain.perform()

    def hover(self, x, y):
        chain = ActionChains(self.driver, duration=0)
        chain.w3c_actions.pointer_action.move_to_location(int(x), int(y))
        chain.perform()

    def seek(self, kind, step=22):
        """A pixel of the map under which lies a `venue`, `home`, `gap` or `nothing`, as the pointer tells it."""
        left, top, right, bottom = self.free()
        middle = self.middle()
        places = [(x, y) for x in range(int(left) + 30, int(right) - 70, step)
                  for y in range(int(top) + 60, int(bottom) - 60, step)]
        places.sort(key=lambda place: (place[0] - middle[0]) ** 2 + (place[1] - middle[1]) ** 2)
        for place in places:
            if not self.js("return document.elementFromPoint(...arguments)?.matches('.maplibregl-canvas')", *place):
                continue
            self.hover(*place)
            if self.js("return document.querySelector('.maplibregl-canvas').dataset.over") == kind:
                return place
        raise AssertionError(f"no {kind} on this map")

    def keys(self, *keys):
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def chord(self, modifier, key):
        ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def drag(self, element, steps, by):
        """Drags an element in steps; gives the texts of the first gain met on the way."""
        seen = []
        ActionChains(self.driver).move_to_element(element).click_and_hold().perform()
        for _ in range(steps):
            ActionChains(self.driver, duration=20).move_by_offset(*by).perform()
            seen.append(self.js("return document.querySelector('.site.selected .gain')?.dataset.gain"))
        ActionChains(self.driver).release().perform()
        self.settle()
        return seen

    def sites(self):
        """The rows of the list of sites, as the page holds them."""
        return self.js("""return [...document.querySelectorAll('.site')].map((row) => ({
            lon: Number(row.dataset.lon), lat: Number(row.dataset.lat),
            gain: Number(row.querySelector('.gain').dataset.gain), shown: row.querySelector('.gain').textContent,
            fresh: row.querySelector('.gain').dataset.fresh === 'true',
            name: row.querySelector('.site-name').value, selected: row.classList.contains('selected')}))""")

    def downloaded(self, ending):
        finished = lambda: [path for path in self.downloads.glob(f"*.{ending}")]
        path = self.until(lambda: finished() and finished()[0], f"a file .{ending}", 20)
        content = self.still(path.read_bytes, f"the whole of {path.name}", 0.2)
        path.unlink()
        return path.name, content

    # What the browser noticed

    def notice(self):
        """Gathers the browser's log: complaints, and the addresses of all requests."""
        self.complaints += [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])

    # The server's own answers

    def ask(self, path, body=None):
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.server + path, data=data, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)

    def close(self):
        self.notice()
        self.driver.quit()


def axe_source():
    """The text of axe-core, from the package that brings it."""
    return (Path(find_spec("axe_playwright_python").origin).parent / "axe.min.js").read_text()
