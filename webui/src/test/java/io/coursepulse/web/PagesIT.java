package io.coursepulse.web;

import static io.coursepulse.web.Rows.SINGLES_DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.coursepulse.blacklist.BlacklistStore;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.topic.RecentWindow;
import io.coursepulse.web.catalogue.Catalogue;
import io.coursepulse.web.demo.InventedClicks;
import io.coursepulse.web.follow.Listener;
import io.coursepulse.web.storm.TopologyState;
import io.coursepulse.web.trust.EndOffsetReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/** The pages in a real browser; screenshots are saved in {@code target/screenshots}. */
class PagesIT {

    private static final String TOKEN = "the token for changes";
    private static final LocalDate YESTERDAY = SINGLES_DAY.minusDays(1);
    private static final LocalDateTime NOW = SINGLES_DAY.atTime(23, 50);
    private static final Instant NOW_INSTANT = Instant.parse("2017-11-11T15:50:00Z");
    private static final String XSS_PAYLOAD = "<img src=x onerror=\"window.hacked=1\"><script>hacked=1</script>'&";

    private static final Catalogue CATALOGUE = new Catalogue(Map.of(
            "110", "Spark SQL by example",
            "111", "大数据实战",
            "112", "Storm in depth",
            "113", "HBase for analysts",
            "114", "Kafka operations",
            "115", "Linux from scratch",
            "116", "数据结构与算法",
            "117", "Statistics with R",
            "118", "Web security"));

    @TempDir
    private static Path folder;

    private static EmbeddedZooKeeper zooKeeper;
    private static WebServer server;
    private static Chromium browser;
    private static InventedClicks today;
    private static RecentWindow lastMinute;
    private static RecentWindow lastTenMinutes;

    @BeforeAll
    static void start() throws Exception {
        zooKeeper = new EmbeddedZooKeeper(folder);
        server = new WebServer(
                TestSettings.with(settings ->
                        settings.adminToken(TOKEN).catalogue(CATALOGUE).stormUi(URI.create("http://nimbus:8080"))),
                Optional.of(new BlacklistStore(zooKeeper.blacklist())));
        today = new InventedClicks(11, 60);
        new InventedClicks(10, 60).day(YESTERDAY.atTime(23, 59), 30_000).forEach(server.store::put);
        new InventedClicks(4, 60)
                .day(SINGLES_DAY.minusDays(7).atTime(23, 59), 20_000)
                .forEach(server.store::put);
        today.day(NOW, 28_000).forEach(server.store::put);
        server.start();
        server.store.ledger(
                "access-log-0",
                0,
                20_000,
                "counted",
                14_000,
                "other_page",
                4_500,
                "robot",
                1_000,
                "blacklisted",
                490,
                "rejected_bad_time",
                10);
        server.store.ledger("access-log-1", 0, 17_000, "counted", 14_000, "other_page", 3_000);
        server.backend.log.setEndOffsets(new EndOffsetReader.EndOffsets(
                Map.of("access-log-0", 20_000L, "access-log-1", 17_003L), Optional.of(NOW_INSTANT.minusSeconds(2))));
        lastMinute = today.window("1m", Duration.ofMinutes(1), NOW_INSTANT, 60);
        lastTenMinutes = today.window("10m", Duration.ofMinutes(10), NOW_INSTANT, 580);
        server.backend.activity.listener().onMessages(List.of(lastMinute, lastTenMinutes));
        server.backend.topologies.run(new TopologyState(
                "coursepulse-counts-1-17",
                "coursepulse-counts",
                "ACTIVE",
                90_061,
                7,
                1_220,
                0,
                Optional.of(151.25),
                List.of(new TopologyState.Worker("node1", 6700, 360, 7)),
                List.of(new TopologyState.ComponentError(
                        "b-0", "java.lang.IllegalStateException: <b>bold</b>", NOW_INSTANT))));
        server.backend
                .rejected
                .listener()
                .onMessages(List.of(Rows.rejected(
                        "bad_time",
                        "access-log",
                        0,
                        41,
                        NOW_INSTANT,
                        "1.2.3.4 - - [yesterday] \"GET /class/12 HTTP/1.1\" 200 5")));
        browser = Chromium.start(server.port());
    }

    @AfterAll
    static void stop() throws IOException {
        browser.close();
        server.close();
        zooKeeper.close();
    }

    @BeforeEach
    void resetToLightDesktopInEnglish() {
        browser.desktop();
        browser.dark(false);
        browser.language("en-US,en");
    }

    @AfterEach
    void noErrorsAndNoInjectedScript() {
        assertThat(browser.errors()).isEmpty();
        assertThat(browser.run("return window.hacked")).isNull();
    }

    @Test
    void showsTodayWithTablesAndCharts() {
        openAndAwait("/", "28,0");
        awaitCharts();
        assertThat(browser.at("#heading").getText()).isEqualTo("Clicks today");
        assertThat(browser.at("#change").getText()).contains("against 10 Nov until 23:50");
        assertThat(browser.texts("#courses tbody .name button").get(0)).isEqualTo("Spark SQL by example");
        assertThat(browser.texts("#courses tbody .name button")).hasSize(34).contains("大数据实战");
        assertThat(numbers("#courses tbody td.clicks")).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(browser.run("return document.querySelectorAll('#courses td.spark path[d^=M]').length"))
                .isEqualTo(34L);
        assertThat(browser.texts("#courses tbody td.trend").get(0)).matches("[▲▼=] [+-]?\\d+%");
        assertThat(browser.at("#curve").getAttribute("aria-label")).startsWith("Clicks by the minute; most at");
        assertThat(browser.texts("#engines tbody .name button")).startsWith("baidu");
        assertThat(browser.texts("#clients tbody .name")).startsWith("Chrome");
        assertThat(browser.texts("#devices tbody .name")).startsWith("Phone", "Desktop");
        assertThat(numbers("#devices tbody td.clicks").stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(number("#total"));
        assertThat(browser.texts("#keywords tbody .name"))
                .startsWith("spark sql实战")
                .hasSize(12);
        assertThat(browser.texts("#regions tbody .name"))
                .startsWith("Guangdong")
                .contains("Hong Kong")
                .doesNotContain("Japan");
        browser.awaitText("#recent-clicks", String.valueOf(lastMinute.clicks()));
        browser.awaitText("#recent-hint", "until 23:50:00");
        browser.awaitText("#freshness", "Newest line");
        browser.awaitText(
                "#ledger",
                "37,000 lines in = 28,000 counted + 7,500 other pages + 490 blacklisted + 1,000 robots + 10 rejected");
        assertThat(browser.at("#audit").getText()).isEqualTo("Not audited yet");
        assertThat(browser.at("#finality").getText()).isEqualTo("Day in progress");
        browser.fullPageScreenshot("today", false);

        browser.click("[data-window='10m']");
        browser.awaitText("#recent-change", "clicks in 10 min");
        browser.awaitText("#recent-clicks", String.valueOf(lastTenMinutes.clicks()));
        browser.click(".courses .more");
        browser.awaitTrue("document.querySelectorAll('#courses tbody tr').length > 50");
        browser.click(".keywords .more");
        browser.awaitTrue("document.querySelectorAll('#keywords tbody tr').length > 12");
        browser.click(".keywords .more");
        browser.awaitTrue("document.querySelectorAll('#keywords tbody tr').length === 12");
    }

    /** Compared with a window that is still filling, every course would rise. */
    @Test
    void trendUsesTheLongestWindowWithACompletePreviousWindow() {
        try (WebServer young = new WebServer()) {
            new InventedClicks(5, 60).day(NOW, 500).forEach(young.store::put);
            young.start();
            Listener<RecentWindow> activity = young.backend.activity.listener();
            activity.onMessages(List.of(withPartialHistory(lastMinute), withPartialHistory(lastTenMinutes)));
            browser.openOnPort(young.port(), "/");
            browser.awaitText("#recent-clicks", String.valueOf(lastMinute.clicks()));
            assertThat(browser.texts("#courses tbody td.trend")).isNotEmpty().containsOnly("");
            assertThat(browser.texts("#recent tbody td.trend")).isNotEmpty().containsOnly("");
            assertThat(browser.at("#recent-change").getText()).isEqualTo("clicks in 1 min");
            browser.click("[data-sort='trend']");

            activity.onMessages(List.of(lastMinute));
            browser.awaitText("[data-sort='trend']", "1 min");
            browser.awaitTrue("/^[▲▼=] /.test(document.querySelector('#courses tbody td.trend').textContent)");
            browser.awaitTrue("/%$/.test(document.getElementById('recent-change').textContent)");

            activity.onMessages(List.of(lastTenMinutes));
            browser.awaitText("[data-sort='trend']", "10 min");
            browser.open("/");
        }
    }

    private static RecentWindow withPartialHistory(RecentWindow window) {
        return new RecentWindow(
                window.window(),
                window.slide(),
                window.from(),
                window.to(),
                true,
                true,
                window.clicks(),
                window.before(),
                window.late(),
                window.future(),
                window.courses(),
                window.clocksAhead());
    }

    @Test
    void numbersUpdateWithoutReload() {
        openAndAwait("/", "28,0");
        browser.run("window.untouched = true");
        long before = total();
        server.source.listener().onMessages(List.copyOf(today.minute(NOW, 7)));
        browser.awaitTrue("Number(document.getElementById('total').dataset.value) === " + (before + 7));
        browser.awaitText("#changed", "Last change");
        assertThat(browser.run("return window.untouched")).isEqualTo(true);
    }

    @Test
    void clickOnACourseFiltersThePageAndUpdatesTheUrl() {
        openAndAwait("/", "28,0");
        browser.click("#courses tr[data-course='111'] button");
        browser.awaitText("#filters", "Course 大数据实战");
        browser.awaitTrue("document.querySelector(\"#courses tr[aria-selected='true']\")?.dataset.course === '111'");
        assertThat(browser.url()).endsWith("/?course=111");
        long ofCourse = number("#courses tr[data-course='111'] td.clicks");
        browser.awaitTrue("Number(document.getElementById('total').dataset.value) === " + ofCourse);
        assertThat(numbers("#clients tbody td.clicks").stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(ofCourse);
        awaitCharts();
        browser.fullPageScreenshot("course", false);

        browser.click("#engines tr[data-engine='baidu'] button");
        browser.awaitText("#filters", "From baidu");
        for (String card : List.of("clients", "devices", "keywords")) {
            browser.awaitText("." + card + " .not-by-engine", "Not counted by search engine");
        }
        browser.awaitText("#curve-empty", "not counted by search engine");
        assertThat(browser.url()).endsWith("/?course=111&engine=baidu");
        browser.screenshot("engine");

        browser.back();
        browser.awaitTrue("!document.getElementById('filters').textContent.includes('baidu')");
        browser.click("[data-filter='course']");
        browser.awaitTrue("document.getElementById('filters').hidden");
    }

    @Test
    void showsAnotherDayFromTheUrlComparedWithAThird() {
        openAndAwait("/?day=20171110&compare=20171104&course=110", "");
        browser.awaitText("#heading", "Clicks on Friday");
        browser.awaitText("#change", "against 4 Nov");
        browser.awaitText("#courses thead .before", "4 Nov");
        awaitCharts();
        assertThat(number("#courses tr[data-course='111'] td.before")).isPositive();
        assertThat(browser.run("return document.getElementById('compare-day').value"))
                .isEqualTo("2017-11-04");
        browser.fullPageScreenshot("compared", false);

        browser.click("#next");
        browser.awaitText("#heading", "Clicks today");
        assertThat(browser.url()).endsWith("/?course=110");
        browser.click("#previous");
        browser.awaitText("#heading", "Clicks on Friday");
        browser.click("#today");
        browser.awaitText("#heading", "Clicks today");
    }

    @Test
    void showsADayWithoutClicks() {
        openAndAwait("/?day=20170101", "0");
        browser.awaitText(".courses .empty", "No clicks on this day");
        browser.awaitText(".engines .empty", "No clicks from search engines");
        browser.awaitText("#change", "no clicks on 31 Dec");
        browser.screenshot("empty-day");
    }

    @Test
    void showsTheWorldMap() {
        openAndAwait("/", "28,0");
        browser.click("[data-map='world']");
        browser.awaitTrue("document.querySelector('.map').dataset.drawn !== undefined");
        assertThat(browser.texts("#regions tbody .name")).startsWith("China").contains("United States", "Hong Kong");
        browser.run("document.querySelector('.map').scrollIntoView({block: 'center'})");
        browser.screenshot("world");
    }

    @Test
    void findsAndSortsCourses() {
        openAndAwait("/", "28,0");
        browser.at("#find").sendKeys("spark");
        browser.awaitTrue("document.querySelectorAll('#courses tbody tr').length === 1");
        browser.at("#find").clear();
        browser.at("#find").sendKeys("no such course");
        browser.awaitText(".courses .empty", "No matching courses");
        browser.run(
                "const find = document.getElementById('find'); find.value = ''; find.dispatchEvent(new Event('input'))");
        browser.click("[data-sort='name']");
        browser.awaitTrue("document.querySelector('#courses tbody tr:nth-child(2)').dataset.course === '111'"
                + " && document.querySelector('[data-sort=name]').closest('th').ariaSort === 'ascending'");
        browser.click("[data-sort='trend']");
        browser.awaitTrue("document.querySelector('[data-sort=trend]').closest('th').ariaSort === 'descending'");
    }

    @Test
    void everyCardExportsItsTable() {
        openAndAwait("/?course=111", "");
        assertThat(browser.run("return Array.from(document.querySelectorAll('.exports a'), (link) => link.pathname)"))
                .asInstanceOf(LIST)
                .hasSize(2 * Dimension.values().length)
                .contains(
                        "/api/v1/days/20171111/regions",
                        "/api/v1/days/20171111/keywords",
                        "/api/v1/days/20171111/devices",
                        "/api/v1/days/20171111/minutes");
        String path = (String) browser.run(
                "const link = document.querySelector('[data-export=regions] a'); return link.pathname + link.search");
        assertThat(server.get(path).body()).startsWith("region,clicks\r\nCN-GD,");
    }

    @Test
    void showsRejectedLines() {
        openAndAwait("/", "28,0");
        browser.click("#show-rejected");
        browser.awaitText("#samples pre", "1.2.3.4 - - [yesterday]");
        assertThat(browser.at("#reasons").getText()).isEqualTo("bad_time 10");
        assertThat(browser.at("#samples p").getText()).contains("access-log-0, offset 41, 54 bytes");
        browser.screenshot("rejected");
        browser.click("#rejected-close");
        browser.awaitTrue("!document.getElementById('rejected').open");
    }

    /** Log lines and records of the topics can hold any text. */
    @Test
    void hostileTextsAreShownAsText() {
        try (WebServer hostile = new WebServer(
                TestSettings.with(settings -> settings.catalogue(new Catalogue(Map.of("113", XSS_PAYLOAD)))))) {
            new InventedClicks(1, 9).day(NOW, 500).forEach(hostile.store::put);
            List.of(
                            Rows.course(SINGLES_DAY, XSS_PAYLOAD, 999),
                            Rows.search(SINGLES_DAY, XSS_PAYLOAD, XSS_PAYLOAD, 999),
                            Rows.region(SINGLES_DAY, XSS_PAYLOAD, XSS_PAYLOAD, 999),
                            Rows.region(SINGLES_DAY, "CN-" + XSS_PAYLOAD, XSS_PAYLOAD, 998),
                            Rows.client(SINGLES_DAY, XSS_PAYLOAD, XSS_PAYLOAD, 999),
                            Rows.device(SINGLES_DAY, XSS_PAYLOAD, XSS_PAYLOAD, 999),
                            Rows.keyword(SINGLES_DAY, XSS_PAYLOAD, XSS_PAYLOAD, 999),
                            Rows.minute(NOW, XSS_PAYLOAD, 999))
                    .forEach(hostile.store::put);
            hostile.start();
            hostile.store.ledger("access-log-0", 0, 7, XSS_PAYLOAD, 5, "rejected_" + XSS_PAYLOAD, 2);
            hostile.backend
                    .activity
                    .listener()
                    .onMessages(List.of(new RecentWindow(
                            XSS_PAYLOAD,
                            XSS_PAYLOAD,
                            NOW_INSTANT,
                            NOW_INSTANT,
                            false,
                            false,
                            1,
                            1,
                            0,
                            0,
                            List.of(new RecentWindow.Course(XSS_PAYLOAD, 9, 1)),
                            List.of())));
            hostile.backend
                    .rejected
                    .listener()
                    .onMessages(List.of(Rows.rejected(XSS_PAYLOAD, XSS_PAYLOAD, 0, 41, NOW_INSTANT, XSS_PAYLOAD)));
            browser.openOnPort(hostile.port(), "/");
            browser.click("[data-map='world']");
            browser.awaitTrue("document.querySelectorAll('#regions tbody tr').length > 3");
            browser.awaitTrue("document.getElementById('curve').dataset.drawn !== undefined");
            for (String table : List.of("courses", "engines", "regions", "clients", "devices", "keywords", "recent")) {
                browser.awaitText("#" + table + " tbody", "<img src=x onerror");
            }
            browser.awaitText("#courses tr[data-course='113'] button", "<img src=x onerror");
            browser.click("#show-rejected");
            browser.awaitText("#samples pre", "<img src=x onerror");
            browser.awaitText("#reasons", "<img src=x onerror");
            browser.screenshot("hostile");
            browser.click("#rejected-close");
            browser.click("#courses tbody tr button");
            browser.awaitText("#filters", "<img src=x onerror");
            assertThat(
                            browser.run(
                                    "return document.querySelectorAll('main img, main script, #filters img, #trust img, dialog img').length"))
                    .isEqualTo(0L);
            // Leaves the page: a failed reconnect would be an error in the console.
            browser.open("/");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, #courses tbody tr",
        "/?day=20171110&course=112, #courses tbody tr",
        "/?engine=baidu, #engines tbody tr",
        "/pipeline, #topologies table",
        "/blacklist, #hint:not(:empty)",
        "/login, #login"
    })
    void everybodyCanUseThePage(String path, String content) throws IOException {
        List<String> found = new ArrayList<>();
        for (boolean dark : List.of(false, true)) {
            for (int width : List.of(390, 1_400)) {
                browser.dark(dark);
                browser.width(width);
                browser.open(path);
                browser.at(content);
                browser.awaitTrue("document.querySelector('[aria-busy=true]') === null");
                browser.run("document.getAnimations().forEach((animation) => animation.finish instanceof Function"
                        + " && animation.effect.getComputedTiming().endTime < Infinity && animation.finish())");
                String where = (dark ? "dark, " : "light, ") + width + " px: ";
                browser.accessibilityViolations().forEach(violation -> found.add(where + violation));
                if (!Boolean.TRUE.equals(browser.run("return document.documentElement.scrollWidth <= " + width))) {
                    found.add(where + "scrolls sideways");
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void dark() {
        browser.dark(true);
        openAndAwait("/", "28,0");
        awaitCharts();
        browser.fullPageScreenshot("dark", false);
        browser.open("/pipeline");
        browser.awaitText("#partitions", "access-log-1");
        browser.screenshot("dark-pipeline");
    }

    @Test
    void fitsAPhoneInChinese() {
        browser.phone();
        browser.language("zh-CN,zh");
        openAndAwait("/", "28,0");
        awaitCharts();
        assertThat(browser.at("#heading").getText()).isEqualTo("今日点击");
        assertThat(browser.texts("#devices tbody .name")).startsWith("手机", "电脑");
        assertThat(browser.at("html").getAttribute("lang")).isEqualTo("zh-CN");
        assertThat(browser.texts("#regions tbody .name").get(0)).isEqualTo("广东");
        assertNoHorizontalScroll();
        browser.fullPageScreenshot("phone-chinese", true);
        for (String path : List.of("/pipeline", "/blacklist")) {
            browser.open(path);
            browser.awaitTrue("document.getElementById('page').ariaBusy === 'false'");
            assertNoHorizontalScroll();
        }
        browser.language("en-US,en");
        browser.dark(true);
        openAndAwait("/?course=110", "");
        awaitCharts();
        assertNoHorizontalScroll();
        browser.screenshot("phone-dark");
    }

    private static void assertNoHorizontalScroll() {
        assertThat((Boolean) browser.run("return document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s does not scroll sideways", browser.url())
                .isTrue();
    }

    @Test
    void showsOutageStartAndRecovers() {
        openAndAwait("/", "28,0");
        server.source.listener().onDisconnected("Kafka is gone");
        browser.awaitText("#status", "Delayed since");
        browser.awaitText("#notice", "Kafka is gone");
        browser.screenshot("delayed");
        server.source.listener().onConnected();
        browser.awaitText("#status", "Live");
        browser.awaitTrue("document.getElementById('notice').hidden");

        server.store.down(true);
        browser.open("/?day=20150505");
        browser.awaitText("#status", "Waiting since");
        browser.awaitText("#notice", "the fake store is down");
        assertThat(browser.at("#total").getText()).isEqualTo("–");
        server.store.down(false);
        browser.awaitText("#status", "Live");
        browser.awaitText("#total", "0");
        // Requests that failed in between are errors in the browser's console.
        assertThat(browser.errors()).allMatch(error -> error.contains("503"));
    }

    @Test
    void reconnectsToARestartedServer() throws IOException {
        WebServer first = new WebServer();
        first.start();
        int port = first.port();
        try (Chromium other = Chromium.start(port)) {
            other.open("/");
            other.awaitText("#status", "Live");
            first.close();
            other.awaitText("#status", "Reconnecting since");
            try (WebServer second = new WebServer(WebSettings.defaultsOnPort(port))) {
                second.store.put(Rows.course(SINGLES_DAY, "112", 77));
                second.start();
                other.awaitText("#total", "77");
                other.awaitText("#status", "Live");
            }
        }
    }

    @Test
    void pipelinePageShowsLagAndTopologies() {
        browser.open("/pipeline");
        browser.awaitText("#partitions tbody", "17,003");
        assertThat(browser.texts("#partitions tbody tr").get(1)).contains("access-log-1", "17,000", "17,003", "3");
        browser.awaitText("[data-topology='coursepulse-counts']", "ACTIVE");
        assertThat(browser.at("#topologies").getText())
                .contains("1d 1h", "node1:6700", "151 ms", "java.lang.IllegalStateException: <b>");
        assertThat(browser.at("#storm-link").getAttribute("href")).isEqualTo("http://nimbus:8080/");
        browser.screenshot("pipeline");
    }

    @Test
    void blacklistIsChangedWithTheAdminToken() throws IOException {
        browser.open("/blacklist");
        browser.awaitText("#version", "Empty");
        add("203.0.113.0/24");
        browser.awaitText("#outcome", "Changes need the admin token");

        browser.at("#token").sendKeys(TOKEN);
        browser.at("#entry").clear();
        add("203.0.113.0/24");
        browser.awaitText("#outcome", "1 added");
        add("agent x");
        browser.awaitText("#outcome", "3 to 200 characters");
        Path file =
                Files.writeString(folder.resolve("list.txt"), "# ours\n2001:db8::/32\nagent <script>\ncourse 666\n");
        browser.at("#file").sendKeys(file.toString());
        browser.awaitText("#outcome", "3 new entries from list.txt");
        assertThat(browser.texts("#entries tbody th"))
                .containsExactlyInAnyOrder("203.0.113.0/24", "2001:db8::/32", "agent <script>", "course 666");
        browser.screenshot("blacklist");

        browser.click("tr[data-entry='course 666'] button");
        browser.awaitText("#outcome", "Removed course 666");
        browser.awaitText("#version", "3 entries");
        // The refusal, which is expected here, is an error in the browser's console.
        assertThat(browser.errors()).hasSize(2).allMatch(error -> error.contains("/api/v1/blacklist/entries"));
    }

    private static void add(String entry) {
        browser.at("#entry").clear();
        browser.at("#entry").sendKeys(entry);
        browser.click("#change button");
    }

    @Test
    void passwordProtectedServerShowsTheLoginPage() throws IOException {
        try (WebServer guarded = new WebServer(TestSettings.with(settings -> settings.password("correct horse")))) {
            guarded.start();
            try (Chromium other = Chromium.start(guarded.port())) {
                other.open("/");
                other.at("#password").sendKeys("wrong horse");
                other.click("#login button");
                other.awaitText("#outcome", "Wrong password");
                other.screenshot("login");
                other.at("#password").clear();
                other.at("#password").sendKeys("correct horse");
                other.click("#login button");
                other.awaitText("#status", "Live");
            }
        }
    }

    @Test
    void isUsableByKeyboardAndScreenReader() {
        openAndAwait("/", "28,0");
        assertThat(
                        browser.run(
                                """
                        return Array.from(document.querySelectorAll('button, a, input, select'))
                          .filter((element) => !element.closest('[hidden]'))
                          .filter((element) => (element.ariaLabel ?? '') === '' && element.textContent.trim() === ''
                            && (element.labels?.length ?? 0) === 0)
                          .map((element) => element.outerHTML)"""))
                .asInstanceOf(LIST)
                .as("elements without an accessible name")
                .isEmpty();
        assertThat(browser.run("return document.querySelectorAll('h1').length")).isEqualTo(1L);
        assertThat(browser.run("return document.querySelectorAll('table:not(:has(caption))').length"))
                .isEqualTo(0L);
        browser.run("document.querySelector('.skip').focus()");
        assertThat(browser.run("return document.activeElement.getBoundingClientRect().left >= 0"))
                .isEqualTo(true);
        browser.run("document.querySelector(\"#courses tr[data-course='111'] button\").focus()");
        browser.at("#courses tr[data-course='111'] button").sendKeys(Keys.ENTER);
        browser.awaitText("#filters", "大数据实战");
    }

    /** Prints the figures; the limits are wide, and catch only a page that has become ten times as heavy. */
    @Test
    void loadsAThousandCoursesWithinBudget() throws IOException {
        try (WebServer large = new WebServer()) {
            List<CounterValue> counts = List.copyOf(new InventedClicks(3, 1_000).day(NOW, 200_000));
            counts.forEach(large.store::put);
            large.start();
            large.awaitJson("/api/v1/days/20171111", day -> day.containsKey("minutes"));
            try (Chromium other = Chromium.start(large.port())) {
                other.open("/");
                other.awaitTrue("document.getElementById('total').dataset.value === '200000'");
                other.awaitTrue("document.getElementById('curve').dataset.drawn !== undefined");
                long numbers = ((Number)
                                other.run("return Math.round(performance.getEntriesByName('numbers')[0].startTime)"))
                        .longValue();
                long chart = ((Number)
                                other.run("return Math.round(performance.getEntriesByName('chart')[0].startTime)"))
                        .longValue();
                long bytes = ((Number)
                                other.run(
                                        """
                                return performance.getEntriesByType('resource').reduce((sum, file) => sum + file.transferSize, 0)
                                  + performance.getEntriesByType('navigation')[0].transferSize"""))
                        .longValue();
                System.out.printf(
                        "1,000 courses, %,d counters: numbers after %d ms, first chart after %d ms, %,d bytes over the network%n",
                        counts.size(), numbers, chart, bytes);
                assertThat(bytes).isLessThan(700_000);
                assertThat(chart).isLessThan(15_000);
                other.fullPageScreenshot("thousand-courses", false);
            }
        }
    }

    private static void openAndAwait(String path, String total) {
        browser.open(path);
        browser.awaitTrue("document.getElementById('total').textContent.startsWith('" + total
                + "') && document.getElementById('total').dataset.value !== ''"
                + " && document.getElementById('total').dataset.value !== undefined");
        browser.awaitText("#status", "");
    }

    private static void awaitCharts() {
        browser.run("document.querySelector('.map').scrollIntoView()");
        browser.awaitTrue(
                "['#curve', '.map'].every((chart) => document.querySelector(chart).dataset.drawn !== undefined)");
        browser.run("scrollTo(0, 0)");
    }

    private static long total() {
        return Long.parseLong(browser.at("#total").getAttribute("data-value"));
    }

    private static long number(String selector) {
        return Long.parseLong(browser.at(selector).getText().replace(",", ""));
    }

    private static List<Long> numbers(String selector) {
        return browser.texts(selector).stream()
                .map(text -> Long.valueOf(text.replace(",", "")))
                .toList();
    }
}
