package io.coursepulse.sandbox.generator;

import java.util.List;
import java.util.Locale;

/** The search engines that send visitors, with the addresses of their result pages up to the query's text. */
enum SearchEngine {
    BAIDU(60, "www.baidu.com/s?wd=", "m.baidu.com/s?word=", "www.baidu.com/s?ie=utf-8&f=8&tn=baidu&wd="),
    SOGOU(9, "www.sogou.com/web?query=", "m.sogou.com/web/searchList.jsp?keyword="),
    SO(8, "www.so.com/s?q=", "m.so.com/s?q="),
    BING(15, "cn.bing.com/search?q=", "www.bing.com/search?form=QBLH&q="),
    GOOGLE(8, "www.google.com/search?q=", "www.google.com.hk/search?hl=zh-CN&q=");

    private final int weight;
    private final List<String> resultPages;

    SearchEngine(int weight, String... resultPages) {
        this.weight = weight;
        this.resultPages = List.of(resultPages);
    }

    /** Its part of the visits that come from search engines, relative to the others'. */
    int weight() {
        return weight;
    }

    /** Host, path and query up to the words searched for. */
    List<String> resultPages() {
        return resultPages;
    }

    /** Its name in a row key. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
