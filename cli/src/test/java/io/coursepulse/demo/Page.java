package io.coursepulse.demo;

import io.coursepulse.web.Chromium;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The page of a running sandbox, in a browser. */
final class Page implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    /** As a script expression; 0 while the page does not show it. */
    private static final String TOTAL = "Number(document.getElementById('total').dataset.value || 0)";

    private final Chromium browser;

    private Page(Chromium browser) {
        this.browser = browser;
    }

    /** Opens the page; Debian's chromium and chromedriver must be installed, which {@code coursepulse test} ensures. */
    static Page open(URI address) throws IOException {
        Page page = new Page(Chromium.start(address.getPort()));
        page.browser.open(address.getPath());
        // A reloaded page would have lost this.
        page.browser.run("window.untouched = true");
        return page;
    }

    /** Waits until the day's total on the page is above {@code clicks}; returns it. */
    long awaitTotalAbove(long clicks) {
        browser.awaitTrue(TOTAL + " > " + clicks, TIMEOUT);
        return ((Number) browser.run("return " + TOTAL)).longValue();
    }

    /** Whether the page was reloaded since it was opened: 0, or 1 for any number of reloads. */
    int reloads() {
        return Boolean.TRUE.equals(browser.run("return window.untouched === true")) ? 0 : 1;
    }

    /** Waits until the page of the pipeline shows both topologies as active, each with a worker, and how long a batch takes. */
    void awaitPipeline() {
        browser.open("/pipeline");
        for (String topology : List.of("coursepulse-activity", "coursepulse-counts")) {
            String section = "document.querySelector(\"[data-topology='" + topology + "']\")";
            browser.awaitTrue(
                    section + "?.querySelector('[data-state=good]')?.textContent === 'ACTIVE' && " + section
                            + ".querySelectorAll('table tbody tr').length > 0",
                    TIMEOUT);
        }
        browser.awaitTrue(
                "/\\d (ms|sec)/.test(document.querySelector(\"[data-topology='coursepulse-counts'] .facts\").textContent)",
                TIMEOUT);
    }

    /** Waits until the page shows a script as a keyword and another as a rejected line, both as text. */
    void awaitScriptsShownAsText(String keyword, String refusedLine) {
        browser.awaitTrue(shows("#keywords tbody", keyword), TIMEOUT);
        browser.run("document.getElementById('show-rejected').click()");
        browser.awaitTrue(shows("#samples", refusedLine), TIMEOUT);
        browser.awaitTrue(
                "window.hacked === undefined && document.querySelectorAll('main img, main script, dialog script').length === 0",
                TIMEOUT);
    }

    private static String shows(String selector, String text) {
        return "document.querySelector('" + selector + "').textContent.includes('" + text + "')";
    }

    /** Writes a screenshot to the build output: {@code target/screenshots/NAME.png}. */
    void screenshot(String name) {
        browser.screenshot(name);
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
