package io.coursepulse.visit;

/**
 * What became of a line. Every line has exactly one outcome: the first that is true of it in this order: rejected, other
 * page, not served, blacklisted, robot, counted.
 */
public enum Outcome {
    /** The line is a visit to a course page, and counts. */
    COUNTED,
    /** The line was understood, and requests something other than a course page. */
    OTHER_PAGE,
    /** The course page was not served: there is none, or the server failed. */
    NOT_SERVED,
    /** The blacklist blocks the line. */
    BLACKLISTED,
    /** A robot's visit to a course page, where these are not to be counted. */
    ROBOT,
    /** There is no line at this offset: Kafka keeps a transaction's marker there, or has compacted it away. */
    NO_LINE,
    /** The line was rejected, for one of the reasons that the parser knows. */
    REJECTED
}
