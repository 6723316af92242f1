#!/usr/bin/env python3
"""Drives the page of a running `circle serve` in headless Chromium, as a planner would.

    apt-get install chromium chromium-driver fonts-noto-cjk
    pip install -r Tests/PlannerMapPage/requirements.txt
    circle serve las_palmas.osm.pbf --port 8080 &
    python3 Tests/PlannerMapPage/check.py http://127.0.0.1:8080 [--screenshots FOLDER] [--only NAME | --brief]

Figures on the page are compared with the server's own answers; the map is judged by its pixels.
"""

import argparse
import csv
import io
import json
import math
import re
import sys
import tempfile
import time
import traceback
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from browser import Page, axe_source

WIDE, NARROW = (1440, 900), (390, 844)
# The two darker bands as they show on land; the lightest is too near the sea's colour.
BANDS = (74, 146, 176), (140, 200, 200)
GAP, SITE, PATH = (213, 94, 0), (142, 42, 107), (240, 228, 66)
HERE = Path(__file__).resolve().parent
I18N = HERE.parents[1] / "Sources/PlannerMap/Resources/i18n"


def whole(value):
    """A number as the page shows it: whole, halves up."""
    return f"{math.floor(value + 0.5):,}"


def percent(totals):
    """The covered share as the page and the server's sentences show it (read as text, its fixed space is a plain one)."""
    part, all_of_it = totals["weight_covered"], totals["weight"]
    hundredths = 100 if part >= all_of_it else 0 if part <= 0 else min(99.9, max(0.1, part / all_of_it * 100))
    return f"{math.floor(hundredths * 10 + 0.5) / 10:.1f} %"


def walk(minutes):
    """A walk as the page shows it."""
    milliseconds = round(minutes * 60_000)
    if milliseconds >= 7_200_000:
        hours = milliseconds / 3_600_000
        return f"{math.floor(hours * 10 + 0.5) / 10:.1f} h" if hours < 9.95 else f"{whole(hours)} h"
    return f"{(milliseconds + 3000) // 6000 / 10:.1f} min"


def terms(city, minutes=None, kinds=None):
    return f"minutes={minutes or city['minutes']}&kinds={','.join(kinds or city['kinds'])}"


def own_answer(page, city, site, **changed):
    return page.ask(f"/api/site?at={site['lon']},{site['lat']}&{terms(city, **changed)}")


def equal(given, wanted, what):
    assert given == wanted, f"{what}: {given!r} is not {wanted!r}"


def place_pin(page, at=None):
    """Presses an empty place of the map; gives the row of the new pin."""
    before = len(page.sites())
    page.press(*(at or page.seek("nothing")))
    page.until(lambda: len(page.sites()) == before + 1, "a new pin")
    page.settle()
    return page.sites()[-1]


def check_map_is_drawn(page, city):
    page.open()
    picture = page.picture()
    left, top, right, bottom = [int(edge) for edge in page.free()]
    colours = picture.crop((left, top, right, bottom)).getcolors(1 << 24)
    assert len(colours) > 400, f"only {len(colours)} colours on the map"
    largest = max(number for number, _ in colours) / ((right - left) * (bottom - top))
    assert largest < 0.93, f"{largest:.0%} of the map are one colour"
    assert page.near(GAP, picture=picture) > 200, "no gap's colour on the map"
    assert sum(page.near(colour, 20, picture) for colour in BANDS) > 3000, "no bands on the map"
    page.js("document.getElementById('zoom-in').click()")
    page.until(lambda: page.picture().tobytes() != picture.tobytes(), "a change by zooming")


def check_headline_is_the_servers(page, city):
    page.open()
    totals = page.ask(f"/api/coverage?{terms(city)}&geometry=no")["totals"]
    equal(float(page.js("return document.getElementById('share').dataset.share")), totals["share"], "share")
    equal(page.text("#share"), percent(totals), "share in words")
    assert f"{whole(totals['beyond'])} " in page.text("#beyond"), page.text("#beyond")
    assert totals["worst_minutes"] is None or walk(totals["worst_minutes"]) in page.text("#beyond"), page.text("#beyond")


def check_pin_gains_what_the_server_says(page, city):
    page.open()
    before = page.near(SITE)
    site = place_pin(page)
    answer = own_answer(page, city, site)
    equal(site["gain"], answer["gained"]["weight"], "gain")
    assert site["selected"] and site["fresh"]
    assert answer["verdict"]["en"][1:] in page.text("#site-list"), page.text("#site-list")
    assert page.near(SITE) > before + 150, "no isochrone's edge on the map"
    # One figure is one figure, in numbers and in sentences, however it is rounded.
    shown = page.text(".site.selected")
    for words in (f"+{whole(answer['gained']['weight'])}", whole(answer["reached"]["weight"]), percent(answer["totals_after"])):
        assert words in shown, f"{words} is not in {shown}"
    if answer["gained"]["homes"]:
        assert f"{whole(answer['gained']['weight'])} " in answer["verdict"]["en"], answer["verdict"]
        assert percent(answer["totals_after"]) in answer["verdict"]["zh"], answer["verdict"]
    said = page.until(lambda: page.js("return document.getElementById('live').textContent"), "words for a screen reader")
    assert "Site 1" in said and "gained" in said, said


def check_dragged_pin_follows(page, city):
    page.open()
    place_pin(page)
    page.js("performance.clearResourceTimings()")
    before = page.sites()[0]
    page.drag(page.find(".pin .pin-body"), 30, (4, 3))
    after = page.sites()[0]
    assert abs(after["lon"] - before["lon"]) > 1e-3, "the pin has not moved"
    asked = page.js("return performance.getEntriesByType('resource').filter(({name}) => name.includes('/api/site?')).length")
    assert 3 <= asked <= 40, f"{asked} questions while dragged"
    equal(after["gain"], own_answer(page, city, after)["gained"]["weight"], "gain at the end")
    page.chord(Keys.CONTROL, "z")
    page.settle()
    equal(page.sites()[0], before, "undone drag, in one step")


def check_double_press_is_one_pin(page, city):
    page.open()
    x, y = page.seek("nothing")
    chain = ActionChains(page.driver)
    chain.w3c_actions.pointer_action.move_to_location(x, y).double_click()
    chain.perform()
    page.settle()
    equal(len(page.sites()), 1, "pins after a double press")


def check_parts_of_the_page(page, city):
    """The modules that need no map, in the browser they are for."""
    page.open()
    failed = page.driver.execute_async_script((HERE / "parts.js").read_text())
    equal(failed, [], "the page's modules")


def check_stale_answers_are_dropped(page, city):
    page.open()
    # The first answer for a pin comes after a second; a later one at once.
    page.js("""
        const real = window.fetch; let first = true;
        window.fetch = async (path, init) => {
          const reply = await real(path, init);
          if (String(path).includes('/api/site?') && first) {
            first = false;
            await new Promise((go) => setTimeout(go, 1500));
            setTimeout(() => { window.late = true; });
          }
          return reply;
        };""")
    page.press(*page.seek("nothing"))
    page.until(page.sites, "a pin")
    page.js("document.querySelector('.pin').focus()")
    page.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    page.until(lambda: page.js("return window.late"), "the late answer")
    page.settle()
    site = page.sites()[0]
    equal(site["gain"], own_answer(page, city, site)["gained"]["weight"], "gain after a late answer")
    # A move undone before its answer is there: the answer for the place left is not taken for the place come back to.
    page.js("""
        const real = window.fetch;
        window.out = 0; window.back = 0;
        window.fetch = async (path, init) => {
          window.out += 1;
          try {
            await new Promise((go) => setTimeout(go, 700));
            return await real(path, init);
          } finally {
            setTimeout(() => { window.back += 1; });
          }
        };""")
    page.press(*page.seek("nothing", 60))
    page.settle()
    before = page.sites()
    page.js("document.querySelectorAll('.pin')[1].focus()")
    out = page.js("return window.out")
    page.keys(Keys.ARROW_RIGHT)
    page.until(lambda: page.js("return window.out") > out, "a question in flight")
    page.chord(Keys.CONTROL, "z")
    page.until(lambda: page.js("return window.back === window.out"), "all answers")
    page.settle()
    equal(page.sites(), before, "sites after a move undone in flight")


def check_several_pins_together(page, city):
    page.open()
    first = place_pin(page)
    place_pin(page, page.seek("nothing", 60))
    page.js("document.querySelector('.pin').focus()")
    page.drag(page.all(".pin .pin-body")[1], 10, (-6, 2))
    sites = page.sites()
    body = {"minutes": city["minutes"], "kinds": city["kinds"],
            "sites": [{"lon": site["lon"], "lat": site["lat"], "name": ""} for site in sites]}
    answer = page.ask("/api/sites", body)
    equal(float(page.js("return document.getElementById('together').dataset.gain")),
          answer["together"]["gained"]["weight"], "gain together")
    equal([site["gain"] for site in sites], [one["gained"]["weight"] for one in answer["each"]], "gain of each")
    page.js("document.querySelectorAll('.badge')[1].click()")
    assert f"{whole(answer['marginal'][1])} " in page.text(".site.selected .facts"), page.text(".site.selected .facts")
    name = page.all(".site-name")[0]
    name.click()
    name.send_keys("City reading room", Keys.ENTER)
    assert page.js("return document.querySelector('.pin').getAttribute('aria-label')").startswith("City reading room")
    page.all(".site .tool")[1].click()
    page.settle()
    equal([site["name"] for site in page.sites()], ["City reading room"], "left after removing")
    for _ in range(2):
        page.find("#undo").click()
    page.settle()
    equal([site["name"] for site in page.sites()], ["", ""], "after undoing twice")
    for _ in range(3):
        page.find("#undo").click()
    page.settle()
    equal(page.sites(), [], "after undoing all")
    page.find("#redo").click()
    page.settle()
    equal((page.sites()[0]["lon"], page.sites()[0]["gain"]), (first["lon"], first["gain"]), "after redoing")


def check_slider_moves_share_and_map(page, city):
    page.open()
    share = lambda: float(page.js("return document.getElementById('share').dataset.share"))
    first, picture = share(), page.picture()
    slider = page.find("#minutes")
    slider.send_keys(*[Keys.ARROW_LEFT] * 7)
    page.settle()
    answer = page.ask(f"/api/coverage?{terms(city, minutes=city['minutes'] - 7)}&geometry=no")["totals"]["share"]
    equal(share(), answer, "share after the slider")
    assert share() < first
    assert "8‑minute" in page.text("#share-text"), page.text("#share-text")
    now = page.picture()
    band = lambda image: sum(page.near(colour, 20, image) for colour in BANDS)
    assert band(now) < 0.8 * band(picture), "the bands on the map have not shrunk"


def check_kinds(page, city):
    page.open()
    boxes = [box for box in page.all("#kinds input") if box.is_enabled()]
    equal(len(boxes), len(city["kinds"]) - len(city["always_kinds"]), "kinds that can be chosen")
    boxes[0].click()
    page.settle()
    left = city["kinds"][1:]
    answer = page.ask(f"/api/coverage?{terms(city, kinds=left)}&geometry=no")["totals"]["share"]
    equal(float(page.js("return document.getElementById('share').dataset.share")), answer, "share of fewer kinds")
    for box in boxes[1:]:
        box.click()
    if not city["always_kinds"]:
        page.until(lambda: page.find("#toast").is_displayed(), "a word about the last kind", 3)
    page.settle()
    if not city["always_kinds"]:
        equal(sum(box.is_selected() for box in boxes), 1, "the last kind stays")


def check_home_is_explained(page, city):
    worst = page.ask(f"/api/coverage?{terms(city)}&geometry=yes")["gaps"]["features"][0]["geometry"]
    ring = worst["coordinates"][0] if worst["type"] == "Polygon" else worst["coordinates"][0][0]
    lon, lat = (sum(point[axis] for point in ring) / len(ring) for axis in (0, 1))
    page.open(f"v={lat:.5f},{lon:.5f},16")
    page.press(*page.seek("home", 9))
    page.until(lambda: page.all("#detail .part-list"), "the parts of the walk")
    at = page.js("const {lon, lat} = document.getElementById('detail').dataset; return `${lon},${lat}`")
    answer = page.ask(f"/api/explain?at={at}&{terms(city)}")
    shown = page.text("#detail")
    assert answer["sentence"]["en"][1:] in shown, shown
    assert walk(answer["minutes_walk"]) in shown, shown
    assert walk(answer["minutes_walk"]) in answer["sentence"]["en"], answer["sentence"]
    for venue in answer["nearest"]:
        assert (venue["name"] or "without a name") in shown, venue
    equal(len(page.all("#detail .part")), len(answer["parts"]), "parts of the walk")
    page.settle()
    assert page.near(PATH, 40) > 20, "no path on the map"
    page.keys(Keys.ESCAPE)
    assert not page.find("#detail").is_displayed()


def check_gap_and_its_best_site(page, city):
    page.open()
    gap = page.ask(f"/api/coverage?{terms(city)}&geometry=yes")["gaps"]["features"][:2][-1]["properties"]
    page.find("#gaps-fold summary").click()
    page.find(f".gap[data-rank='{gap['rank']}']").click()
    page.until(lambda: page.all("#gap-best"), "the best site")
    shown = page.text("#detail")
    assert whole(gap["people"]) in shown, shown
    best = page.ask(f"/api/gaps/{gap['rank']}/site?{terms(city)}")
    equal(float(page.find("#gap-best").get_attribute("data-gain")), best["gained"]["weight"], "gain of the best site")
    page.find("#detail-place").click()
    page.settle()
    site = page.sites()[0]
    assert abs(site["lon"] - best["at"][0]) < 1e-6 and abs(site["lat"] - best["at"][1]) < 1e-6
    equal(site["gain"], own_answer(page, city, site)["gained"]["weight"], "gain where the pin was placed")
    page.open()
    page.js("document.querySelector('.gap').click()")
    page.until(lambda: page.all("#gap-best"), "the best site")
    page.settle()
    page.keys(Keys.ESCAPE)
    page.press(*page.seek("gap", 12))
    assert page.text("#detail h2").startswith("Gap "), page.text("#detail")


def check_languages(page, city):
    english, chinese = (json.loads((I18N / f"{name}.json").read_text()) for name in ("en", "zh-Hans"))
    equal(set(chinese), set(english), "keys of both languages")
    places = lambda text: set(re.findall(r"\{\w+\}", json.dumps(text))) - {"{n}"}
    for key in english:
        equal(places(chinese[key]), places(english[key]), f"places of {key}")
    page.open()
    place_pin(page)
    place_pin(page, page.seek("nothing", 60))
    page.js("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.find("#language-zh").click()
    page.until(lambda: "分钟" in page.text("#share-text"), "Chinese")
    names = [city["name"], *[area["name"] for area in page.ask(f"/api/coverage?{terms(city)}&geometry=no")["areas"]]]
    names += [venue["properties"]["name"] for venue in page.ask("/api/venues")["features"]]
    allowed = ["© OpenStreetMap contributors, ODbL", "circle serve", "README", "GeoJSON", "CSV", "Ctrl+Z", "Ctrl+Y",
               "Delete", "Shift", "Enter", "Esc", "English"]
    words = page.js("""
        const words = [document.title];
        for (const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); walker.nextNode();)
          if (!['SCRIPT', 'NOSCRIPT'].includes(walker.currentNode.parentElement.tagName)) words.push(walker.currentNode.data);
        for (const element of document.querySelectorAll('body *'))
          for (const name of ['aria-label', 'title', 'placeholder', 'aria-valuetext'])
            if (element.hasAttribute(name)) words.push(element.getAttribute(name));
        return words;""")
    def rest(text):
        for name in sorted([*names, *allowed], key=len, reverse=True):
            text = text.replace(name, "")
        return re.sub(r"\b\d*\s?k?m\b", "", text)
    left = [text for text in words if re.search(r"[A-Za-z]{2,}", rest(text))]
    equal(left, [], "words not in Chinese")
    equal(page.js("return document.documentElement.lang"), "zh-Hans", "the page's language")
    page.notice()
    page.open(language="zh-Hans")
    assert "分钟" in page.text("#share-text")


def check_link_restores_everything(page, city):
    page.open()
    place_pin(page)
    place_pin(page, page.seek("nothing", 60))
    name = page.all(".site-name")[1]
    name.click()
    name.send_keys("阅览室 & <b>1</b>, 100 %", Keys.ENTER)
    page.find("#minutes").send_keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    [box for box in page.all("#kinds input") if box.is_enabled()][-1].click()
    page.find("#language-zh").click()
    page.js("document.getElementById('zoom-in').click()")
    page.settle()
    state = lambda: (page.sites(), page.text("#share"), page.text("#share-text"), page.text("#together"),
                     page.js("return [...document.querySelectorAll('#kinds input')].map(({checked}) => checked)"),
                     page.js("return location.hash"))
    before = state()
    page.open(before[-1].lstrip("#"), language=None)
    equal(state(), before, "the state after opening its link")
    hostile = "m=99&k=nothing&v=a,b,c&p=1e9,2,x&p=,&p=%3Cimg%20src=x%20onerror=alert(1)%3E&s=-3&l=xx"
    page.open(hostile, language=None)
    equal(page.sites(), [], "pins of a link without sense")
    equal(page.find("#minutes").get_attribute("value"), str(city["minutes"]), "minutes of a link without sense")
    lon, lat = before[0][0]["lon"], before[0][0]["lat"]
    page.open(f"p={lon},{lat},{quote('<img src=x onerror=document.title=1>')}")
    assert page.js("return document.querySelector('.site img, .pin img')") is None, "markup from a link"


def check_exports(page, city):
    page.open()
    place_pin(page)
    name = page.find(".site-name")
    name.click()
    name.send_keys('=1+1 "图书馆", new', Keys.ENTER)
    place_pin(page, page.seek("nothing", 60))
    sites = page.sites()
    page.find("#export-geojson").click()
    file, content = page.downloaded("geojson")
    collection = json.loads(content)
    points = [feature for feature in collection["features"] if feature["geometry"]["type"] == "Point"]
    equal([point["geometry"]["coordinates"] for point in points], [[site["lon"], site["lat"]] for site in sites], "points")
    equal([point["properties"]["gained"] for point in points], [site["gain"] for site in sites], "gains")
    equal(points[0]["properties"]["name"], '=1+1 "图书馆", new', "name")
    assert any(feature["properties"]["role"] == "isochrone" for feature in collection["features"])
    assert "OpenStreetMap" in collection["attribution"]
    page.find("#export-csv").click()
    file, content = page.downloaded("csv")
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    equal([float(row["gained"]) for row in rows], [site["gain"] for site in sites], "gains in CSV")
    equal(rows[0]["name"], "'=1+1 \"图书馆\", new", "a name that is no formula")


def check_keyboard_alone(page, city):
    page.open()
    seen = []
    for _ in range(60):
        page.keys(Keys.TAB)
        focus = page.js("""const e = document.activeElement; const s = getComputedStyle(e);
            const own = parseFloat(s.outlineWidth) > 0 && s.outlineStyle !== 'none';
            const ring = own || e.closest('.kind') && getComputedStyle(e.closest('.kind')).outlineStyle !== 'none';
            const name = e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent.trim();
            return e === document.body ? null : {id: e.id, tag: e.tagName, class: e.className, ring: Boolean(ring), name}""")
        if focus is None or (seen and focus == seen[0]):
            break
        seen.append(focus)
        if "maplibregl-canvas" in focus["class"]:
            break
    equal([one for one in seen if not one["ring"]], [], "focused without a visible ring")
    equal([one for one in seen if not one["name"]], [], "focused without a name")
    reached = [one["id"] for one in seen]
    for wanted in ("skip", "language-en", "language-zh", "minutes", "add-pin", "copy-link"):
        assert wanted in reached, f"{wanted} is not reached by Tab: {reached}"
    assert "maplibregl-canvas" in seen[-1]["class"], "the map is not reached by Tab"
    page.keys(Keys.ARROW_LEFT)
    page.settle()
    assert page.js("return getComputedStyle(document.getElementById('crosshair')).display") == "block"
    page.keys(Keys.ENTER)
    page.until(lambda: page.sites() or page.find("#detail").is_displayed(), "a pin, or what lay in the middle")
    if not page.sites():  # A home or a gap was in the middle.
        page.js("document.getElementById('add-pin').focus()")
        page.keys(Keys.ENTER)
    page.settle()
    page.js("document.querySelector('.pin').focus()")
    before = page.sites()[0]
    page.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    page.chord(Keys.SHIFT, Keys.ARROW_UP)
    page.settle()
    after = page.sites()[0]
    metres = (after["lat"] - before["lat"]) * 111_195
    assert 99 < metres < 101 and after["lon"] > before["lon"], (before, after)
    equal(after["gain"], own_answer(page, city, after)["gained"]["weight"], "gain after arrows")
    page.chord(Keys.CONTROL, "z")
    page.settle()
    equal(page.sites()[0]["lon"], before["lon"], "arrows undone in one step")
    page.js("document.querySelector('.pin').focus()")
    page.keys(Keys.ESCAPE)
    assert not page.sites()[0]["selected"], "Escape lets go of the pin"
    page.js("document.querySelector('.pin').focus()")
    page.keys(Keys.DELETE)
    equal(page.sites(), [], "Delete removes the pin")
    assert page.js("return document.activeElement !== document.body"), "focus is lost with the pin"
    page.js("document.querySelector('#gaps-fold summary').focus()")
    page.keys(Keys.ENTER, Keys.TAB, Keys.ENTER)
    page.until(lambda: page.all("#gap-best"), "the best site by keyboard")
    page.keys(Keys.ESCAPE)
    assert not page.find("#detail").is_displayed()


def try_again(page):
    """Presses the button, unless an answer has already taken the words away."""
    page.js("if (!document.getElementById('problem').hidden) document.getElementById('problem-retry').click()")
    page.until(lambda: not page.find("#problem").is_displayed(), "the server is back")
    page.settle()


def check_problems_in_words(page, city):
    page.open()
    place_pin(page)
    page.js("window.realFetch = window.fetch; window.fetch = async () => { throw new TypeError('gone') }")
    page.find("#minutes").send_keys(Keys.ARROW_RIGHT)
    page.until(lambda: page.find("#problem").is_displayed(), "a word about a server that is gone")
    assert "does not answer" in page.text("#problem-text")
    page.js("window.fetch = window.realFetch")
    try_again(page)
    # What went without an answer is asked again by itself once another answer comes.
    page.js("window.fetch = async () => { throw new TypeError('gone') }")
    page.js("document.querySelector('.pin').focus()")
    page.keys(Keys.ARROW_RIGHT)
    page.until(lambda: page.find("#problem").is_displayed(), "a word about a server that is gone")
    page.js("window.fetch = window.realFetch")
    page.find("#minutes").send_keys(Keys.ARROW_RIGHT)
    page.settle()
    assert not page.find("#problem").is_displayed()
    page.js("window.fetch = async () => new Response('<html>', {status: 502})")
    page.find("#minutes").send_keys(Keys.ARROW_RIGHT)
    page.until(lambda: "could not be read" in page.text("#problem-text"), "a word about a bad reply")
    page.js("""window.fetch = async () => new Response(JSON.stringify({error: {status: 503, code: 'busy', message: 'busy'}}),
        {status: 503})""")
    page.find("#minutes").send_keys(Keys.ARROW_RIGHT)
    page.until(lambda: "busy" in page.text("#problem-text"), "a word about a busy server")
    page.js("window.fetch = window.realFetch")
    try_again(page)
    site = page.sites()[0]
    minutes = int(page.find("#minutes").get_attribute("value"))
    equal(site["gain"], own_answer(page, city, site, minutes=minutes)["gained"]["weight"], "gain after the trouble")


def check_works_without_the_map_library(page, city):
    page.driver.execute_cdp_cmd("Network.enable", {})
    page.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*/vendor/*"]})
    try:
        page.driver.get("about:blank")
        page.driver.get(f"{page.server}/#l=en")
        page.until(lambda: page.find("#map-message").is_displayed(), "a word about the missing library")
        assert "not installed" in page.text("#map-message")
        page.until(lambda: page.text("#share").endswith("%"), "the share without a map")
        page.find("#add-pin").click()
        page.until(lambda: page.sites() and page.sites()[0]["fresh"], "a site without a map")
    finally:
        page.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": []})
        page.driver.get("about:blank")
        page.driver.get_log("browser")  # The blocked files are complained of there, rightly.


def check_accessible(page, city):
    page.open()
    place_pin(page)
    page.js("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.find(".gap").click()
    page.until(lambda: page.all("#gap-best"), "the best site")
    page.js(axe_source())
    for language in ("#language-en", "#language-zh"):
        page.find(language).click()
        page.until(lambda: page.find(language).get_attribute("aria-pressed") == "true", "the language")
        page.settle()
        found = page.driver.execute_async_script("""
            const done = arguments[0];
            axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(done)""")
        problems = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found["violations"]]
        equal(problems, [], "axe")
        assert len(found["passes"]) > 20


def check_calm_for_those_who_wish_it(page, city):
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    page.open()
    moving = page.js("""return [...document.querySelectorAll('body *')].filter((element) =>
        parseFloat(getComputedStyle(element).transitionDuration) > 0.01).map(({className}) => String(className))""")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    equal(moving, [], "moving though the reader wishes calm")


def check_narrow_screen(page, city):
    page.metrics(*NARROW)
    try:
        page.open()
        equal(page.js("return document.documentElement.scrollWidth"), NARROW[0], "width of the page")
        wide = page.js("""return [...document.querySelectorAll('.panel *')].filter((element) =>
            element.getBoundingClientRect().right > innerWidth + 1).map(({className}) => String(className))""")
        equal(wide, [], "wider than the screen")
        for height in ("half", "full", "peek"):
            equal(page.find("#panel").get_attribute("data-sheet"), height, "height of the sheet")
            top = page.js("return document.elementFromPoint(innerWidth - 30, 8).id")
            equal(top, "attribution", "what is seen in the corner")
            page.find("#handle").click()
            page.settle()
        page.find("#handle").send_keys(Keys.ARROW_DOWN)
        page.settle()
        place_pin(page)
        site = page.sites()[0]
        equal(site["gain"], own_answer(page, city, site)["gained"]["weight"], "gain on a narrow screen")
        assert page.near(SITE) > 60, "no isochrone on a narrow screen"
    finally:
        page.metrics(*WIDE)


def check_attribution_is_seen(page, city):
    page.open()
    assert "© OpenStreetMap contributors, ODbL" in page.text("#attribution")
    on_top = page.js("""const box = document.getElementById('attribution').getBoundingClientRect();
        return document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2).id""")
    equal(on_top, "attribution", "what lies over the attribution")


def screenshots(page, city, folder):
    """Pictures for people to look at, at both sizes and in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    best = page.ask(f"/api/gaps/1/site?{terms(city)}")["at"]
    pins = f"p={best[0]:.6f},{best[1]:.6f}&s=1"
    for size, word in ((WIDE, "wide"), (NARROW, "narrow")):
        page.metrics(*size)
        for language in ("en", "zh-Hans"):
            page.open(pins, language)
            page.driver.save_screenshot(str(folder / f"{word}-{language}.png"))
    page.metrics(*WIDE)
    page.open(pins)
    for kind in ("deuteranopia", "protanopia", "tritanopia", "achromatopsia"):
        page.driver.execute_cdp_cmd("Emulation.setEmulatedVisionDeficiency", {"type": kind})
        page.driver.save_screenshot(str(folder / f"{kind}.png"))
    page.driver.execute_cdp_cmd("Emulation.setEmulatedVisionDeficiency", {"type": "none"})


CHECKS = {name[6:]: check for name, check in list(globals().items()) if name.startswith("check_")}

# A map of pixels, a pin dragged and its gain, a place explained, both languages, a file, a telephone.
BRIEF = {"map_is_drawn", "headline_is_the_servers", "pin_gains_what_the_server_says", "dragged_pin_follows",
         "home_is_explained", "languages", "exports", "narrow_screen"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("server", help="address of a running circle serve")
    parser.add_argument("--screenshots", type=Path, help="folder for pictures to look at")
    parser.add_argument("--only", help="only checks whose name holds this")
    parser.add_argument("--brief", action="store_true", help="only the checks of what the page is for")
    given = parser.parse_args()
    failed = passed = 0
    with tempfile.TemporaryDirectory() as downloads:
        page = Page(given.server.rstrip("/"), downloads)
        city = page.ask("/api/city")
        for name, check in CHECKS.items():
            if given.only and given.only not in name or given.brief and name not in BRIEF:
                continue
            started = time.monotonic()
            try:
                check(page, city)
                page.notice()
                equal(page.complaints, [], "complaints in the browser's console")
                outside = [url for url in page.requests if not url.startswith((page.server, "blob:", "data:", "about:"))]
                equal(outside, [], "requests to other hosts")
                passed += 1
                print(f"ok    {name} ({time.monotonic() - started:.1f} s)", flush=True)
            except Exception:
                failed += 1
                print(f"FAIL  {name}\n{traceback.format_exc()}", flush=True)
                if given.screenshots:
                    given.screenshots.mkdir(parents=True, exist_ok=True)
                    page.driver.save_screenshot(str(given.screenshots / f"failed-{name}.png"))
            page.complaints.clear()
        print(f"{len(page.requests)} requests, all to {page.server}" if not failed else "")
        if given.screenshots:
            screenshots(page, city, given.screenshots)
        page.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
