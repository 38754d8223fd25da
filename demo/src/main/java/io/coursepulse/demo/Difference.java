package io.coursepulse.demo;

/**
 * A number that is not what it has to be.
 *
 * @param what the number: {@code course_clickcount/20171111_112}, or what it counts
 * @param expected what it has to be
 * @param found what it is
 */
public record Difference(String what, long expected, long found) {

    @Override
    public String toString() {
        return what + ": expected " + expected + ", found " + found;
    }
}
