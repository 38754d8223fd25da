package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;

/**
 * Where a visitor says to come from.
 *
 * @param engine the search engine's number in {@link SearchEngine}, or {@link #NO_ENGINE}
 * @param keyword what was searched for, as it has to be counted; empty if it has not
 * @param text the field as it stands in the log
 */
record Referrer(int engine, String keyword, byte[] text) {
    static final int NO_ENGINE = -1;
    static final String NO_KEYWORD = "";

    static final Referrer NONE = page("-");

    static Referrer page(String text) {
        return new Referrer(NO_ENGINE, NO_KEYWORD, text.getBytes(StandardCharsets.UTF_8));
    }

    static Referrer resultPage(SearchEngine engine, String keyword, String text) {
        return new Referrer(engine.ordinal(), keyword, text.getBytes(StandardCharsets.UTF_8));
    }
}
