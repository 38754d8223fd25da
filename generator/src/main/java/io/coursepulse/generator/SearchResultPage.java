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

    /**
     * What visitors typed into a search engine.
     *
     * @param typed as they did
     * @param counted as it has to be counted; empty if it has not
     * @param countedRaw the same for an address that holds it as it is, where {@code +} means a blank
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
