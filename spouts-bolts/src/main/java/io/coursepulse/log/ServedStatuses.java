package io.coursepulse.log;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The statuses of responses that are counted, such as {@code 2xx} and {@code 304}: a page that was not served was not
 * visited, and its address may be anything that a stranger has thought of. Immutable.
 */
public final class ServedStatuses implements Serializable {

    private static final Pattern CLASS = Pattern.compile("[1-9]xx");
    private static final Pattern ONE = Pattern.compile("[1-9][0-9][0-9]");

    /** What is counted unless it is configured: the page was sent, or the browser has it already. */
    public static final ServedStatuses DEFAULT = new ServedStatuses(List.of("2xx", "304"));

    private final BitSet statuses = new BitSet(1_000);

    /**
     * These statuses.
     *
     * @param described each one status, such as {@code 304}, or a class of them, such as {@code 2xx}
     * @throws IllegalArgumentException if there is none, or one of them is neither
     */
    public ServedStatuses(List<String> described) {
        if (described.isEmpty()) {
            throw new IllegalArgumentException(
                    "No status is given: nothing would be counted. Use 2xx, 304 or the like");
        }
        for (String each : described) {
            if (CLASS.matcher(each).matches()) {
                int first = 100 * (each.charAt(0) - '0');
                statuses.set(first, first + 100);
            } else if (ONE.matcher(each).matches()) {
                statuses.set(Integer.parseInt(each));
            } else {
                throw new IllegalArgumentException(
                        "\"" + each + "\" is no status: use three digits such as 304, or a class such as 2xx");
            }
        }
    }

    /**
     * Whether a response with that status is counted.
     *
     * @param status from 100 to 999
     */
    public boolean contains(int status) {
        return statuses.get(status);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServedStatuses that && statuses.equals(that.statuses);
    }

    @Override
    public int hashCode() {
        return statuses.hashCode();
    }

    /** The same for equal objects: {@code [2xx, 304]}. */
    @Override
    public String toString() {
        StringJoiner described = new StringJoiner(", ", "[", "]");
        for (int first = 100; first < 1_000; first += 100) {
            BitSet inClass = statuses.get(first, first + 100);
            if (inClass.cardinality() == 100) {
                described.add(first / 100 + "xx");
            } else {
                for (int at = inClass.nextSetBit(0); at >= 0; at = inClass.nextSetBit(at + 1)) {
                    described.add(String.valueOf(first + at));
                }
            }
        }
        return described.toString();
    }
}
