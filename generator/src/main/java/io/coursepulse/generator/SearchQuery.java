package io.coursepulse.generator;

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
