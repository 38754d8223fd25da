package io.coursepulse.generator;

import io.coursepulse.generator.SearchResultPage.SearchQuery;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Draws the referrers of a format's lines: none, the site's own pages, other sites, search engines. */
final class Referrers {
    private static final double NONE_SHARE = 0.35;
    private static final double OWN_SITE_SHARE = 0.25;
    private static final double OTHER_SITE_SHARE = 0.08;

    /** A course page as a referrer must not be taken for the requested page. */
    private static final List<Referrer> OWN_SITE = pages(
            "https://classroom.example/",
            "https://classroom.example/course/list",
            "https://classroom.example/course/list?c=big-data&page=2",
            "https://classroom.example/class/131.html",
            "https://classroom.example/learn/112",
            "https://classroom.example/search?words=https%3A%2F%2Fwww.baidu.com%2Fs%3Fwd%3Dspark");

    /** The last two contain a search engine's name, but not at the end of the host. */
    private static final List<Referrer> OTHER_SITES = pages(
            "https://www.zhihu.com/question/26568496",
            "https://weibo.com/",
            "https://mp.weixin.qq.com/",
            "https://www.bilibili.com/video/BV1xx411c7mD",
            "https://blog.csdn.net/article/details/103420311",
            "https://juejin.cn/post/6844903512103559175",
            "https://github.com/",
            "https://t.co/",
            "https://notbaidu.com/s?wd=spark",
            "https://www.baidu.com.mirror.example/s?wd=spark");

    private final WeightedSampler<SearchEngine> engines =
            new WeightedSampler<>(List.of(SearchEngine.values()), SearchEngine::weight);
    private final Map<SearchEngine, List<Referrer>> resultPages = new EnumMap<>(SearchEngine.class);

    Referrers(LogFormat format) {
        List<SearchQuery> searches =
                ResourceTable.rows("keywords.txt").stream().map(SearchQuery::of).toList();
        for (SearchEngine engine : SearchEngine.values()) {
            List<Referrer> pages = new ArrayList<>();
            for (SearchResultPage page : engine.resultPages()) {
                searches.stream()
                        .filter(page::canHold)
                        .map(words -> format.referrer(engine, page, words))
                        .forEach(pages::add);
            }
            resultPages.put(engine, pages);
        }
    }

    Referrer next(SplittableRandom random) {
        double drawn = random.nextDouble();
        if (drawn < NONE_SHARE) {
            return Referrer.NONE;
        }
        if (drawn < NONE_SHARE + OWN_SITE_SHARE) {
            return any(OWN_SITE, random);
        }
        if (drawn < NONE_SHARE + OWN_SITE_SHARE + OTHER_SITE_SHARE) {
            return any(OTHER_SITES, random);
        }
        return any(resultPages.get(engines.next(random)), random);
    }

    private static Referrer any(List<Referrer> referrers, SplittableRandom random) {
        return referrers.get(random.nextInt(referrers.size()));
    }

    private static List<Referrer> pages(String... pages) {
        return List.of(pages).stream().map(Referrer::page).toList();
    }
}
