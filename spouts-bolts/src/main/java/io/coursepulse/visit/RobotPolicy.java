package io.coursepulse.visit;

/** What becomes of the visits of robots: of search engines' and others' programs that say by their user agent that they are one. */
public enum RobotPolicy {
    /** They have an outcome of their own, and are not counted. */
    FILTER,
    /** They are counted like any other visit. */
    COUNT
}
