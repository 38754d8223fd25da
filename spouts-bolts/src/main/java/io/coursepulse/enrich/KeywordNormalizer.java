package io.coursepulse.enrich;

import java.util.Locale;

/**
 * Normalizes search terms to the keyword that is counted and used in row keys.
 *
 * <p>A keyword is in lower case; runs of white space and {@code _}, the separator of row keys, become one space;
 * control characters and unpaired surrogates are removed; its maximum length is {@link #MAX_CODE_POINTS}.
 */
public final class KeywordNormalizer {

    /**
     * Maximum length in code points: with day and course a row key stays below its limit of 255 UTF-16 units in
     * databases.
     */
    public static final int MAX_CODE_POINTS = 64;

    private static final int NEXT_LINE = 0x85;

    private KeywordNormalizer() {}

    /** The keyword of {@code searchTerms}; empty if no printable character is left. */
    public static String normalize(String searchTerms) {
        String lower = searchTerms.toLowerCase(Locale.ROOT);
        StringBuilder counted = new StringBuilder(lower.length());
        int length = 0;
        boolean gap = false;
        for (int i = 0; i < lower.length(); i += Character.charCount(lower.codePointAt(i))) {
            int character = lower.codePointAt(i);
            if (isBlank(character)) {
                gap = length > 0;
            } else if (!isRemoved(character)) {
                int needed = gap ? 2 : 1;
                if (length + needed > MAX_CODE_POINTS) {
                    break;
                }
                if (gap) {
                    counted.append(' ');
                }
                counted.appendCodePoint(character);
                length += needed;
                gap = false;
            }
        }
        return counted.toString();
    }

    /** Unicode white space, some of which are control characters. */
    private static boolean isBlank(int character) {
        return character == '_'
                || character >= '\t' && character <= '\r'
                || character == NEXT_LINE
                || Character.isSpaceChar(character);
    }

    private static boolean isRemoved(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL || type == Character.SURROGATE;
    }
}
