package io.coursepulse.generator;

import java.util.List;
import java.util.Locale;

/** The search engines that send visitors, with their result pages. */
enum SearchEngine {
    BAIDU(
            60,
            SearchResultPage.of("www.baidu.com/s?wd="),
            SearchResultPage.of("m.baidu.com/s?word="),
            SearchResultPage.of("www.baidu.com/s?ie=utf-8&f=8&tn=baidu&wd="),
            SearchResultPage.inGbk("www.baidu.com/s?ie=gb2312&word=")),
    SOGOU(
            9,
            SearchResultPage.of("www.sogou.com/web?query="),
            SearchResultPage.of("m.sogou.com/web/searchList.jsp?keyword=")),
    SO(8, SearchResultPage.of("www.so.com/s?q="), SearchResultPage.of("m.so.com/s?q=")),
    BING(15, SearchResultPage.of("cn.bing.com/search?q="), SearchResultPage.of("www.bing.com/search?form=QBLH&q=")),
    GOOGLE(
            8,
            SearchResultPage.of("www.google.com/search?q="),
            SearchResultPage.of("www.google.com.hk/search?hl=zh-CN&q="));

    private final String label = name().toLowerCase(Locale.ROOT);
    private final int weight;
    private final List<SearchResultPage> resultPages;

    SearchEngine(int weight, SearchResultPage... resultPages) {
        this.weight = weight;
        this.resultPages = List.of(resultPages);
    }

    /** Its share of the visits from search engines, relative to the others. */
    int weight() {
        return weight;
    }

    List<SearchResultPage> resultPages() {
        return resultPages;
    }

    /** Its name in a row key. */
    String label() {
        return label;
    }
}
