package io.coursepulse.generator;

import io.coursepulse.dimension.Dimension;
import io.coursepulse.generator.Visitors.Visitor;

/**
 * A generated visit to a course page, with its expected value in each dimension. The only place to change for a new
 * dimension: the compiler requires its value in {@link #value}.
 *
 * @param course the course's number in the {@link CourseCatalog}
 */
record GeneratedVisit(int course, LogFormat format, Visitor visitor, Request request, Referrer referrer) {

    /** Instead of a value: the visit is not counted in that dimension. */
    static final String NOT_COUNTED = "";

    /** Instead of a value: the dimension has no values. */
    static final String ALL = "all";

    /** The visit's value in a dimension, {@link #ALL} or {@link #NOT_COUNTED}. */
    String value(Dimension dimension) {
        return switch (dimension) {
            case COURSE, MINUTE -> ALL;
            case SEARCH -> referrer.engine();
            case KEYWORD -> referrer.keyword();
            case REGION -> visitor.region();
            case CLIENT -> format.client(visitor);
            case DEVICE -> format.device(visitor);
        };
    }
}
