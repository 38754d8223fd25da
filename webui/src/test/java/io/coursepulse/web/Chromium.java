package io.coursepulse.web;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in Debian's Chromium, headless, with a profile of its own. */
public final class Chromium implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;

    private final Path profile;
    private final ChromeDriver browser;
    private final String address;

    private Chromium(Path profile, ChromeDriver browser, String address) {
        this.profile = profile;
        this.browser = browser;
        this.address = address;
    }

    /** Starts it; pages are opened by their path on the server at {@code port}. */
    public static Chromium start(int port) throws IOException {
        Path profile = Files.createTempDirectory("coursepulse-chromium");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--lang=en-US",
                "--window-size=1280,1000",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .build();
        return new Chromium(profile, new ChromeDriver(service, options), "http://127.0.0.1:" + port);
    }

    public void open(String path) {
        browser.get(address + path);
    }

    /** Opens a page of another server. */
    void openOnPort(int port, String path) {
        browser.get("http://127.0.0.1:" + port + path);
    }

    /** Emulates a system that prefers dark, or light, pages. */
    void dark(boolean preferred) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", preferred ? "dark" : "light"))));
    }

    void phone() {
        size(PHONE_WIDTH, PHONE_HEIGHT, true);
    }

    void desktop() {
        command("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** A window of that many pixels; that of a phone if it is narrow. */
    void width(int width) {
        size(width, PHONE_HEIGHT, width <= PHONE_WIDTH);
    }

    /** What axe-core finds wrong with the page as it is now: its rule, and the elements. */
    List<?> accessibilityViolations() throws IOException {
        try (InputStream axe = Chromium.class.getResourceAsStream("/axe.min.js")) {
            run(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>)
                run(
                        """
                        return axe.run().then(({ violations }) => violations.map(({ id, nodes }) =>
                          id + ': ' + nodes.slice(0, 5).map(({ html, failureSummary }) =>
                            html.slice(0, 160) + ' -- ' + failureSummary).join('; ')));""");
    }

    /** Sets Accept-Language, from the next page on. */
    void language(String language) {
        command(
                "Emulation.setUserAgentOverride",
                Map.of("userAgent", run("return navigator.userAgent"), "acceptLanguage", language));
    }

    private void size(int width, int height, boolean mobile) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", mobile ? 2 : 1, "mobile", mobile));
    }

    private void command(String name, Map<String, Object> parameters) {
        browser.executeCdpCommand(name, parameters);
    }

    public Object run(String script) {
        return browser.executeScript(script);
    }

    /** Waits for an element. */
    WebElement at(String selector) {
        return await("an element " + selector, () -> browser.findElements(By.cssSelector(selector)).stream()
                .findFirst()
                .orElse(null));
    }

    List<String> texts(String selector) {
        return browser.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Clicks an element when it is visible: what a change of the page shows comes with the next frame. */
    void click(String selector) {
        WebElement element =
                await("a visible element " + selector, () -> browser.findElements(By.cssSelector(selector)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
        run("document.querySelector(" + quoted(selector) + ").scrollIntoView({block: 'center'})");
        element.click();
    }

    /** Waits until the text of an element contains {@code text}. */
    void awaitText(String selector, String text) {
        await(selector + " says \"" + text + "\"", () -> at(selector).getText().contains(text) ? true : null);
    }

    /** Waits until a script returns true. */
    void awaitTrue(String script) {
        awaitTrue(script, TIMEOUT);
    }

    /** Waits until a script returns true, with a timeout of its own. */
    public void awaitTrue(String script, Duration timeout) {
        await(script, timeout, () -> Boolean.TRUE.equals(run("return " + script)) ? true : null);
    }

    private <T> T await(String what, Supplier<T> found) {
        return await(what, TIMEOUT, found);
    }

    private <T> T await(String what, Duration timeout, Supplier<T> found) {
        try {
            return new WebDriverWait(browser, timeout)
                    .pollingEvery(Duration.ofMillis(50))
                    .ignoring(StaleElementReferenceException.class)
                    .withMessage(() -> "waited for " + what)
                    .until(any -> found.get());
        } catch (TimeoutException e) {
            screenshot("timed-out");
            throw new AssertionError(e.getMessage() + "\nThe page's own errors: " + errors(), e);
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    String url() {
        return browser.getCurrentUrl();
    }

    void back() {
        browser.navigate().back();
    }

    /** The errors in the browser's console since the last call. */
    List<String> errors() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Saves a screenshot of the window as {@code target/screenshots/NAME.png}. */
    public void screenshot(String name) {
        Path picture = Path.of("target", "screenshots", name + ".png");
        try {
            Files.createDirectories(picture.getParent());
            Files.move(browser.getScreenshotAs(OutputType.FILE).toPath(), picture, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Saves a screenshot of the whole page. */
    void fullPageScreenshot(String name, boolean mobile) {
        int width = mobile ? PHONE_WIDTH : 1280;
        size(width, ((Number) run("return document.documentElement.scrollHeight")).intValue(), mobile);
        run("return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
        screenshot(name);
        if (mobile) {
            phone();
        } else {
            desktop();
        }
    }

    @Override
    public void close() throws IOException {
        browser.quit();
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
