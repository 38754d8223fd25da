package io.coursepulse.config;

import java.util.ArrayList;
import java.util.List;

/** The errors found so far in one configuration. */
final class Problems {

    private final String source;
    private final List<String> problems = new ArrayList<>();

    Problems(String source) {
        this.source = source;
    }

    void add(String problem) {
        problems.add(problem);
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw toException();
        }
    }

    InvalidConfigurationException toException() {
        return new InvalidConfigurationException(source, problems);
    }
}
