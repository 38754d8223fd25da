package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;

/**
 * Where a visitor says to come from.
 *
 * @param engine the search engine as it has to be counted; empty if it is none
 * @param keyword what was searched for, as it has to be counted; empty if it has not
 * @param text the field as it stands in the log
 */
record Referrer(String engine, String keyword, byte[] text) {
    static final String NO_ENGINE = GeneratedVisit.NOT_COUNTED;
    static final String NO_KEYWORD = GeneratedVisit.NOT_COUNTED;

    static final Referrer NONE = page("-");

    static Referrer page(String text) {
        return new Referrer(NO_ENGINE, NO_KEYWORD, text.getBytes(StandardCharsets.UTF_8));
    }

    static Referrer resultPage(SearchEngine engine, String keyword, String text) {
        return new Referrer(engine.label(), keyword, text.getBytes(StandardCharsets.UTF_8));
    }
}
