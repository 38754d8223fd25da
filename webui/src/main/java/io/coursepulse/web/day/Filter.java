package io.coursepulse.web.day;

import java.util.Optional;

/**
 * Which clicks of a day are looked at.
 *
 * @param course those of one course
 * @param engine those that one search engine sent; nothing else is counted by engine
 */
public record Filter(Optional<String> course, Optional<String> engine) {

    /** All of them. */
    public static final Filter NONE = new Filter(Optional.empty(), Optional.empty());
}
