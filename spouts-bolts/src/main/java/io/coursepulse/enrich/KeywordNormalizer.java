package io.coursepulse.enrich;

import java.util.Locale;

/**
 * What was searched for, as it is counted and stands in row keys: the one place where spellings are made one.
 *
 * <p>In lower case; white space and {@code _}, which joins the parts of a row key, are one blank between words; control
 * characters and halves of surrogate pairs are gone; and no longer than {@link #MAX_CODE_POINTS}.
 */
public final class KeywordNormalizer {

    /**
     * Code points at the most. With day and course it stays below the 255 UTF-16 units that a key of a database's table
     * has, whatever is written.
     */
    public static final int MAX_CODE_POINTS = 64;

    private static final int NEXT_LINE = 0x85;

    private KeywordNormalizer() {}

    /** What {@code searchTerms} is counted as; empty if nothing that can be read is left of it. */
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

    /** Unicode's white space, some of which are control characters. */
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
