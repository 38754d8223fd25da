package io.coursepulse.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchEnginesTest {

    private final SearchEngines engines = SearchEngines.shared();

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
        "so.360.cn, so",
        "www.sou.com, so",
        "ya.ru, yandex",
        "yandex.com.tr, yandex",
        "de.search.yahoo.com, yahoo",
        "search.daum.net, daum",
        "www.ask.co.uk, ask",
        "search.brave.com, brave",
    })
    void resolvesEngineByHost(String host, String engine) {
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
                "360.cn",
                "naver.com",
                "baidu.cn",
                "127.0.0.1",
                "[::1]:80",
                "\u767e\u5ea6.com",
            })
    void otherHostsHaveNoEngine(String host) {
        assertThat(engines.ofHost(host)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "baidu  | http://www.baidu.com/s?wd=Spark SQL实战 | Spark SQL实战",
                "baidu  | https://www.baidu.com/s?ie=utf-8&f=8&wd=Spark+SQL%E5%AE%9E%E6%88%98&rsv=1 | Spark SQL实战",
                "baidu  | https://www.baidu.com/s?wd=%CA%B5%D5%BD | 实战",
                "baidu  | https://www.baidu.com/s?wd=%C1%AA%CD%A8 | 联通",
                "baidu  | https://www.baidu.com/s?ie=gb2312&wd=%CA%B5%D5%BD | 实战",
                "baidu  | https://www.baidu.com/s?wd=Java+%CA%B5%D5%BD+2 | Java 实战 2",
                "baidu  | https://www.baidu.com/s?ie=utf-8&wd=%CA%B5%D5%BD | ʵս",
                "baidu  | https://www.baidu.com/s?wd=%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82 | привет",
                "bing   | https://www.bing.com/search?q=%CA%B5%D5%BD | ʵս",
                "baidu  | https://m.baidu.com/s?word=storm | storm",
                "baidu  | http://www.baidu.com/s?wd=\\xE5\\xAE\\x9E\\xE6\\x88\\x98 | 实战",
                "baidu  | http://www.baidu.com/s?wd=\\x22exactly once\\x22 | \"exactly once\"",
                "baidu  | https://www.baidu.com/s?wd=100%25%E9%80%9A%E8%BF%87 100% | 100%通过 100%",
                "sogou  | https://www.sogou.com/web?query=kafka | kafka",
                "sogou  | https://m.sogou.com/web/searchList.jsp?keyword=kafka | kafka",
                "so     | https://www.so.com/s?q=kafka | kafka",
                "sm     | https://m.sm.cn/s?q=kafka | kafka",
                "toutiao | https://so.toutiao.com/search?dvpf=pc&keyword=kafka | kafka",
                "bing   | https://cn.bing.com/search?form=QBLH&q=kafka%20exactly%20once#top | kafka exactly once",
                "google | https://www.google.com.hk/search?hl=zh-CN&q=kafka | kafka",
                "google | https://www.google.com/#q=kafka | kafka",
                "yahoo  | https://search.yahoo.co.jp/search?p=kafka&ei=UTF-8 | kafka",
                "yandex | https://yandex.ru/search/?text=kafka&lr=213 | kafka",
                "naver  | https://search.naver.com/search.naver?where=nexearch&query=kafka | kafka",
            })
    void readsKeyword(String engine, String referrer, String keyword) {
        assertThat(engines.keyword(engine, referrer.getBytes(StandardCharsets.UTF_8)))
                .contains(keyword);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "https://www.baidu.com/",
                "https://www.baidu.com/link?url=abc&eqid=def",
                "https://www.baidu.com/s?wd=",
                "https://www.baidu.com/s?wd=+%20",
                "https://www.baidu.com/s?swd=kafka",
                "https://www.baidu.com/s?q=kafka",
                "wd=kafka",
            })
    void referrerWithoutKeywordIsEmpty(String referrer) {
        assertThat(engines.keyword("baidu", referrer.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(engines.keyword("no engine", "http://x/?wd=y".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    @Test
    void arbitraryBytesNeverThrow() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] start = "http://www.baidu.com/s?wd=".getBytes(StandardCharsets.US_ASCII);
        byte[] alphabet = "%\\x+&#=?aF0å®".getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < 20_000; i++) {
            byte[] referrer = Arrays.copyOf(start, start.length + random.nextInt(12));
            for (int at = start.length; at < referrer.length; at++) {
                referrer[at] = alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(engines.keyword("baidu", referrer).orElse("-"))
                    .as("-Dseed=%d", seed)
                    .isNotBlank();
        }
    }
}
