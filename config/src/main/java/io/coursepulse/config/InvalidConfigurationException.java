package io.coursepulse.config;

import java.util.List;

/** A configuration is invalid. The message lists every error, one per line; print it and exit with status 1. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    InvalidConfigurationException(String source, List<String> problems) {
        super("Cannot start: " + source + " has "
                + (problems.size() == 1 ? "an error" : problems.size() + " errors") + ".\n  - "
                + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** The errors, each with the key's path. */
    public List<String> problems() {
        return problems;
    }
}
