package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The pages of the site that are not course pages; some of them look similar. */
final class OtherPages {
    private static final byte[] SCANNER_PATH = ascii("/index.php?file=");
    private static final byte[] SCANNER_STEP = ascii("..%2f");
    private static final int SCANNER_STEPS = 1_200;

    private static final List<byte[]> PAGES = Arrays.stream(new String[] {
                "/",
                "/course/list",
                "/course/list?c=big-data&page=3",
                "/static/css/main.8f1b2c.css",
                "/static/js/app.31d9e0.js",
                "/static/img/logo.png",
                "/favicon.ico",
                "/robots.txt",
                "/search?words=%E5%A4%A7%E6%95%B0%E6%8D%AE",
                "/user/login",
                "/api/v2/notices?next=/class/112.html",
                "/about.html",
                "/class/",
                "/wp-login.php"
            })
            .map(OtherPages::ascii)
            .toList();

    private final CourseCatalog courses;

    OtherPages(CourseCatalog courses) {
        this.courses = courses;
    }

    /** A random path, with or without a query. */
    byte[] next(SplittableRandom random) {
        int page = random.nextInt(PAGES.size() + 4);
        if (page < PAGES.size()) {
            return PAGES.get(page);
        }
        String id = courses.id(random.nextInt(courses.size()));
        return ascii(
                switch (page - PAGES.size()) {
                    case 0 -> "/learn/" + id;
                    case 1 -> "/class/" + id + "/comments";
                    case 2 -> "/m/class/" + id + ".html";
                    default -> "/class/" + id + ".json";
                });
    }

    /** A path of 6 KB, as vulnerability scanners send it: well-formed, but longer than the buffers of many readers. */
    static void writeScannerPath(LineBatch out) {
        out.write(SCANNER_PATH);
        for (int i = 0; i < SCANNER_STEPS; i++) {
            out.write(SCANNER_STEP);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
