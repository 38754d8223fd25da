package io.coursepulse.sandbox.generator;

import java.nio.charset.StandardCharsets;

/**
 * Where a visitor says to come from.
 *
 * @param engine the search engine's number in {@link SearchEngine}, or {@link #NO_ENGINE}
 * @param text the field as it stands in the log
 */
record Referrer(int engine, byte[] text) {
    static final int NO_ENGINE = -1;

    static final Referrer NONE = page("-");

    static Referrer page(String text) {
        return new Referrer(NO_ENGINE, text.getBytes(StandardCharsets.UTF_8));
    }

    static Referrer resultPage(SearchEngine engine, String text) {
        return new Referrer(engine.ordinal(), text.getBytes(StandardCharsets.UTF_8));
    }
}
