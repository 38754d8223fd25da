package io.coursepulse.sandbox.demo;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page in headless Chromium, with a profile of its own. */
final class Page implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path profile;
    private final ChromeDriver browser;

    private Page(Path profile, ChromeDriver browser) {
        this.profile = profile;
        this.browser = browser;
    }

    /** Opens the page; Debian's chromium and chromedriver must be installed, as {@code coursepulse test} sees to. */
    static Page open(URI address) throws IOException {
        Path profile = Files.createTempDirectory("coursepulse-chromium");
        ChromeOptions options = new ChromeOptions();
        options.setBinary("/usr/bin/chromium");
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
                "--window-size=1280,1000",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                .build();
        Page page = new Page(profile, new ChromeDriver(service, options));
        page.browser.get(address.toString());
        // A page that was loaded anew would have lost this.
        page.browser.executeScript("window.untouched = true");
        return page;
    }

    /** Waits until the day's total on the page is above {@code clicks}; returns it. */
    long awaitTotalAbove(long clicks) {
        new WebDriverWait(browser, PATIENCE).until(any -> total() > clicks);
        return total();
    }

    private long total() {
        String value = browser.findElement(By.id("total")).getDomAttribute("data-value");
        return value == null || value.isEmpty() ? 0 : Long.parseLong(value);
    }

    /** How often the page was loaded again since it was opened: 0, or 1 for any number. */
    int reloads() {
        return Boolean.TRUE.equals(browser.executeScript("return window.untouched === true")) ? 0 : 1;
    }

    /** Keeps a picture as build output: {@code target/screenshots/NAME.png}. */
    void screenshot(String name) throws IOException {
        Path picture = Path.of("target", "screenshots", name + ".png");
        Files.createDirectories(picture.getParent());
        Files.move(browser.getScreenshotAs(OutputType.FILE).toPath(), picture, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        browser.quit();
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
    }
}
