package io.coursepulse.generator;

/** The expected outcome of a generated line; every line has exactly one. */
public enum LineOutcome {
    /** A well-formed request of a person for a course page, which was served. */
    COUNTED("counted"),
    /** A well-formed request for another page. */
    OTHER_PAGE("other_page"),
    /** A well-formed request for a course page that the server answered with another status than 2xx or 304. */
    NOT_SERVED("not_served"),
    /** A well-formed request for a course page by a robot, which was served; identified by its user agent. */
    ROBOT("robot"),
    /** An invalid line. */
    REJECTED("rejected");

    private final String label;

    LineOutcome(String label) {
        this.label = label;
    }

    /** The name of the outcome in the ground truth. */
    public String label() {
        return label;
    }
}
