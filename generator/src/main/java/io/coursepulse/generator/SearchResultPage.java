package io.coursepulse.generator;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A search engine's page of results.
 *
 * @param address host, path and query up to the words searched for
 * @param charset in which the words stand there
 */
record SearchResultPage(String address, Charset charset) {

    static SearchResultPage of(String address) {
        return new SearchResultPage(address, StandardCharsets.UTF_8);
    }

    /** As older Chinese pages have it. */
    static SearchResultPage inGbk(String address) {
        return new SearchResultPage(address, Charset.forName("GBK"));
    }

    boolean canHold(SearchQuery words) {
        return charset.newEncoder().canEncode(words.typed());
    }

    /** Whether the words could stand in a line of UTF-8 as they are. */
    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** Its address, up to the end of the words. */
    String addressFor(SearchQuery words) {
        return address + URLEncoder.encode(words.typed(), charset);
    }
}
