package io.coursepulse.generator;

import java.util.List;
import java.util.Locale;

/** The search engines that send visitors, with their result pages. */
enum SearchEngine {
    BAIDU(
            60,
            ResultPage.of("www.baidu.com/s?wd="),
            ResultPage.of("m.baidu.com/s?word="),
            ResultPage.of("www.baidu.com/s?ie=utf-8&f=8&tn=baidu&wd="),
            ResultPage.inGbk("www.baidu.com/s?ie=gb2312&word=")),
    SOGOU(9, ResultPage.of("www.sogou.com/web?query="), ResultPage.of("m.sogou.com/web/searchList.jsp?keyword=")),
    SO(8, ResultPage.of("www.so.com/s?q="), ResultPage.of("m.so.com/s?q=")),
    BING(15, ResultPage.of("cn.bing.com/search?q="), ResultPage.of("www.bing.com/search?form=QBLH&q=")),
    GOOGLE(8, ResultPage.of("www.google.com/search?q="), ResultPage.of("www.google.com.hk/search?hl=zh-CN&q="));

    private final int weight;
    private final List<ResultPage> resultPages;

    SearchEngine(int weight, ResultPage... resultPages) {
        this.weight = weight;
        this.resultPages = List.of(resultPages);
    }

    /** Its part of the visits that come from search engines, relative to the others'. */
    int weight() {
        return weight;
    }

    List<ResultPage> resultPages() {
        return resultPages;
    }

    /** Its name in a row key. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
