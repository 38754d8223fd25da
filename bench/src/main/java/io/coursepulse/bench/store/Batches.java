package io.coursepulse.bench.store;

import java.util.ArrayList;
import java.util.List;

/** The batches of every subject: distinct counters, one click each. */
final class Batches {

    private Batches() {}

    /**
     * The courses of one batch.
     *
     * @param number two batches with different numbers have no course in common
     */
    static List<String> courses(int size, int number) {
        List<String> courses = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            courses.add(size + "-" + number + "-" + i);
        }
        return courses;
    }
}
