package io.coursepulse.generator;

/** What has to become of a generated line; every line has exactly one outcome. */
public enum LineOutcome {
    /** A well-formed request of a person for a course's page, whatever its method and status. */
    COUNTED("counted"),
    /** A well-formed request for anything else. */
    OTHER_PAGE("other_page"),
    /** A well-formed request for a course's page by a robot that says it is one. */
    ROBOT("robot"),
    /** A line that no strict parser accepts. */
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
