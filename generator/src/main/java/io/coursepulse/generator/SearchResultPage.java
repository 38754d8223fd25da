package io.coursepulse.generator;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A result page of a search engine.
 *
 * @param address host, path and query up to the search words
 * @param charset of the search words
 */
record SearchResultPage(String address, Charset charset) {

    static SearchResultPage of(String address) {
        return new SearchResultPage(address, StandardCharsets.UTF_8);
    }

    /** As on older Chinese sites. */
    static SearchResultPage inGbk(String address) {
        return new SearchResultPage(address, Charset.forName("GBK"));
    }

    boolean canHold(SearchQuery words) {
        return charset.newEncoder().canEncode(words.typed());
    }

    /** Whether the words can be in a line of UTF-8 without encoding. */
    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** Its address, up to the end of the words. */
    String addressFor(SearchQuery words) {
        return address + URLEncoder.encode(words.typed(), charset);
    }

    /**
     * A search query, as typed by a visitor.
     *
     * @param typed the text typed
     * @param counted the expected keyword; empty if none is counted
     * @param countedRaw the expected keyword if the address has the text unencoded, where {@code +} is a blank
     */
    record SearchQuery(String typed, String counted, String countedRaw) {
        private static final String NOTHING = "-";

        /** A row of {@code keywords.txt}. */
        static SearchQuery of(String[] row) {
            String counted = row[1].equals(NOTHING) ? Referrer.NO_KEYWORD : row[1];
            return new SearchQuery(row[0], counted, row.length > 2 ? row[2] : counted);
        }
    }
}
