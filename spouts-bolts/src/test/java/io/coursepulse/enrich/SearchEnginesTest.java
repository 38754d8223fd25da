package io.coursepulse.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchEnginesTest {

    private final SearchEngines engines = SearchEngines.load();

    @ParameterizedTest
    @CsvSource({
        "baidu.com, baidu",
        "www.baidu.com, baidu",
        "m.baidu.com:443, baidu",
        "WWW.Baidu.COM, baidu",
        "www.sogou.com, sogou",
        "www.so.com, so",
        "www.haosou.com, so",
        "m.sm.cn, sm",
        "so.toutiao.com, toutiao",
        "cn.bing.com, bing",
        "google.de, google",
        "www.google.com, google",
        "www.google.com.hk, google",
        "www.google.co.jp, google",
        "r.search.yahoo.com, yahoo",
        "search.yahoo.co.jp, yahoo",
        "yandex.ru, yandex",
        "duckduckgo.com, duckduckgo",
        "m.search.naver.com, naver",
    })
    void knowsTheEngineByItsHost(String host, String engine) {
        assertThat(engines.ofHost(host)).contains(engine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ":80",
                "com",
                "google",
                "notbaidu.com",
                "also.com",
                "baidu.com.evil.com",
                "google.evil.com",
                "google.a.b.de",
                "google.com.example",
                "www.yahoo.com",
                "naver.com",
                "baidu.cn",
                "127.0.0.1",
                "[::1]:80",
                "\u767e\u5ea6.com",
            })
    void othersAreNone(String host) {
        assertThat(engines.ofHost(host)).isEmpty();
    }
}
