package io.coursepulse.generator;

/** The expected outcome of a generated line; every line has exactly one. */
public enum LineOutcome {
    /** A well-formed request of a person for a course page, with any method and status. */
    COUNTED("counted"),
    /** A well-formed request for another page. */
    OTHER_PAGE("other_page"),
    /** A well-formed request for a course page by a robot, identified by its user agent. */
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
