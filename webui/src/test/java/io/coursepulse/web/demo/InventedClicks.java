package io.coursepulse.web.demo;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.topic.RecentWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Clicks as a site might have them, always the same for the same seed: courses by Zipf's law, evenings busier than nights. */
public final class InventedClicks {

    private static final List<String> ENGINES =
            List.of("baidu", "google", "bing", "sogou", "so", "sm", "toutiao", "yahoo", "duckduckgo");
    private static final List<String> REGIONS = List.of(
            "CN-GD", "CN-BJ", "CN-JS", "CN-ZJ", "CN-SH", "CN-SD", "CN-SC", "CN-HB", "CN-HA", "CN-FJ", "CN-HN", "CN-SN",
            "CN-LN", "CN-CQ", "CN-TJ", "US", "CN-AH", "HK", "CN-YN", "CN-JX", "TW", "SG", "CN-GX", "CN-HL", "JP",
            "CN-XJ", "DE", "CN-NM", "GB", "AU", "CN-HI", "CA", "KR", "CN-GS", "ZZ", "FR", "BR", "IN", "CN-XZ", "ZA");
    private static final List<String> CLIENTS = List.of(
            "Chrome", "WeChat", "Edge", "Safari", "QQ-Browser", "Firefox", "360", "UC", "Huawei", "Samsung", "Other");

    private static final List<String> DEVICES = List.of("Phone", "Desktop", "Tablet", "TV", "Unknown", "Other");
    private static final List<String> KEYWORDS = List.of(
            "spark sql实战",
            "storm入门教程",
            "大数据学习路线",
            "kafka exactly once",
            "hbase行键设计",
            "trident精确一次",
            "python零基础入门",
            "c++ 模板",
            "how to learn spark",
            "慕课 免费视频",
            "机器学习入门",
            "online course big data",
            "分布式系统设计",
            "数据可视化");

    private static final double SAYS_KEYWORD = 0.4;
    private static final double FROM_SEARCH = 0.34;

    private final Random random;
    /** Of its own, so that a new dimension leaves the others' clicks as they are. */
    private final Random ofNewer;

    private final int courses;
    private final Map<CounterRow, Long> counts = new LinkedHashMap<>();

    public InventedClicks(long seed, int courses) {
        this.random = new Random(seed);
        this.ofNewer = new Random(~seed);
        this.courses = courses;
    }

    /** That many clicks between midnight and {@code until}, added to what was before; the counters that changed. */
    public Collection<CounterValue> day(LocalDateTime until, int clicks) {
        Map<CounterRow, CounterValue> changed = new LinkedHashMap<>();
        int minutes = until.getHour() * 60 + until.getMinute() + 1;
        for (int i = 0; i < clicks; i++) {
            int minute;
            do {
                minute = random.nextInt(minutes);
            } while (random.nextDouble() > busy(minute));
            click(until.toLocalDate().atStartOfDay().plusMinutes(minute), changed);
        }
        return changed.values();
    }

    /** That many clicks in a minute, added to what was before; the counters that changed. */
    public Collection<CounterValue> minute(LocalDateTime minute, int clicks) {
        Map<CounterRow, CounterValue> changed = new LinkedHashMap<>();
        for (int i = 0; i < clicks; i++) {
            click(minute, changed);
        }
        return changed.values();
    }

    /** What a window that ends at {@code end} might hold. */
    public RecentWindow window(String name, Duration length, Instant end, int clicks) {
        List<RecentWindow.Course> rows = new ArrayList<>();
        long sum = 0;
        long before = 0;
        for (int i = 0; i < Math.min(20, courses); i++) {
            long now = Math.max(1, Math.round(clicks / (i + 1.5) / 3));
            long then = Math.round(now * (0.55 + random.nextDouble()));
            rows.add(new RecentWindow.Course(String.valueOf(110 + i), now, then));
            sum += now;
            before += then;
        }
        return new RecentWindow(name, "1s", end.minus(length), end, false, false, sum, before, 2, 0, rows, List.of());
    }

    private void click(LocalDateTime minute, Map<CounterRow, CounterValue> changed) {
        String course = String.valueOf(110 + (int) Math.pow(courses, random.nextDouble()) - 1);
        count(Dimension.COURSE, minute, List.of(), course, changed);
        count(Dimension.MINUTE, minute, List.of(), course, changed);
        count(Dimension.REGION, minute, List.of(pick(REGIONS, random)), course, changed);
        count(Dimension.CLIENT, minute, List.of(pick(CLIENTS, random)), course, changed);
        count(Dimension.DEVICE, minute, List.of(pick(DEVICES, ofNewer)), course, changed);
        if (random.nextDouble() < FROM_SEARCH) {
            count(Dimension.SEARCH, minute, List.of(pick(ENGINES, random)), course, changed);
            if (ofNewer.nextDouble() < SAYS_KEYWORD) {
                count(Dimension.KEYWORD, minute, List.of(pick(KEYWORDS, ofNewer)), course, changed);
            }
        }
    }

    private void count(
            Dimension dimension,
            LocalDateTime minute,
            List<String> parts,
            String course,
            Map<CounterRow, CounterValue> changed) {
        CounterRow row = new CounterRow(dimension, dimension.granularity().startOf(minute), parts, course);
        changed.put(row, new CounterValue(row, counts.merge(row, 1L, Long::sum)));
    }

    private static String pick(List<String> names, Random random) {
        return names.get((int) (names.size() * Math.pow(random.nextDouble(), 2.6)));
    }

    /** From 0 to 1: least at five in the morning, most at ten in the evening, with a rise before noon. */
    private static double busy(int minute) {
        double hour = minute / 60.0;
        return 0.08
                + 0.42 * Math.exp(-Math.pow((hour - 10.5) / 2.6, 2))
                + 0.3 * Math.exp(-Math.pow((hour - 15.5) / 2.2, 2))
                + 0.5 * Math.exp(-Math.pow((hour - 21.2) / 2.0, 2));
    }
}
