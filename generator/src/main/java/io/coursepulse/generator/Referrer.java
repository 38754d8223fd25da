package io.coursepulse.generator;

import java.nio.charset.StandardCharsets;

/**
 * The referrer of a request.
 *
 * @param engine the expected search engine; empty if it is none
 * @param keyword the expected keyword; empty if none is counted
 * @param text the field in the log
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
