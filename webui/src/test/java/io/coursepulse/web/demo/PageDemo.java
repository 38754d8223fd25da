package io.coursepulse.web.demo;

import io.coursepulse.counter.DayCount;
import io.coursepulse.web.FakeSource;
import io.coursepulse.web.FakeStore;
import io.coursepulse.web.Rows;
import io.coursepulse.web.WebConfig;
import io.coursepulse.web.WebVerticle;
import io.coursepulse.web.live.Pace;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The page with invented numbers that change, for working on it: {@code PageDemo [port] [courses]}. */
public final class PageDemo {

    private static final List<String> ENGINES = List.of("baidu", "google", "bing", "sogou", "so", "yahoo");
    private static final double FROM_SEARCH = 0.34;
    private static final int CLICKS_A_TURN = 6;
    private static final long TURN_MS = 40;

    private final Random random = new Random(7);
    private final FakeStore store = new FakeStore();
    private final FakeSource source = new FakeSource();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final int courses;

    private PageDemo(int courses) {
        this.courses = courses;
    }

    public static void main(String[] args) throws InterruptedException {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8099;
        new PageDemo(args.length > 1 ? Integer.parseInt(args[1]) : 60).run(port);
    }

    private void run(int port) throws InterruptedException {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        LocalDate today = LocalDate.now(zone);
        for (int back = 1; back < 8; back++) {
            counts.clear();
            click(today.minusDays(back), 30_000 + random.nextInt(20_000)).forEach(store::put);
        }
        counts.clear();
        click(today, 48_000).forEach(store::put);
        Vertx.vertx()
                .deployVerticle(new WebVerticle(
                        new WebConfig.Listen("127.0.0.1", port),
                        Clock.system(zone),
                        store::open,
                        source,
                        Pace.STANDARD))
                .await();
        while (true) {
            double wave = 1 + Math.sin(System.currentTimeMillis() / 9_000.0) + random.nextDouble();
            source.listener().changed(click(today, (int) (CLICKS_A_TURN * wave / 2)));
            Thread.sleep(TURN_MS);
        }
    }

    /** Courses and engines by Zipf's law, as visits are. */
    private List<DayCount> click(LocalDate day, int clicks) {
        Map<String, DayCount> changed = new LinkedHashMap<>();
        for (int i = 0; i < clicks; i++) {
            String course = String.valueOf(110 + (int) Math.pow(courses, random.nextDouble()) - 1);
            changed.put(course, Rows.course(day, course, counts.merge(course, 1L, Long::sum)));
            if (random.nextDouble() < FROM_SEARCH) {
                String engine = ENGINES.get((int) (ENGINES.size() * Math.pow(random.nextDouble(), 2.4)));
                String key = engine + " " + course;
                changed.put(key, Rows.search(day, engine, course, counts.merge(key, 1L, Long::sum)));
            }
        }
        return new ArrayList<>(changed.values());
    }
}
