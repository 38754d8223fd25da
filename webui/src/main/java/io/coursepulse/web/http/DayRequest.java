package io.coursepulse.web.http;

import io.coursepulse.web.day.Filter;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.Optional;

/** Parameters of a request for counts: the day, the filters, and numbers. */
final class DayRequest {

    private static final int MAX_TEXT_LENGTH = 64;

    /** A request with an invalid parameter; the message says which, and what is expected. */
    static final class BadRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadRequestException(String message) {
            super(message);
        }
    }

    private DayRequest() {}

    /**
     * The day in a path.
     *
     * @throws BadRequestException if it is not a day
     */
    static LocalDate day(RoutingContext context) {
        return day(context.pathParam("day"));
    }

    /**
     * A day.
     *
     * @throws BadRequestException if {@code text} is not a day
     */
    static LocalDate day(String text) {
        return DayParameter.parse(text).orElseThrow(() -> new BadRequestException(DayParameter.refusal(text)));
    }

    /**
     * What the query filters by.
     *
     * @throws BadRequestException if it has a filter that is empty or too long
     */
    static Filter filter(RoutingContext context) {
        return new Filter(text(context, "course"), text(context, "engine"));
    }

    /**
     * A query's parameter that is a short text.
     *
     * @throws BadRequestException if it is empty or too long
     */
    static Optional<String> text(RoutingContext context, String name) {
        String text = context.request().getParam(name);
        if (text != null && (text.isBlank() || text.length() > MAX_TEXT_LENGTH)) {
            throw new BadRequestException(name + " must have 1 to " + MAX_TEXT_LENGTH + " characters");
        }
        return Optional.ofNullable(text);
    }

    /**
     * A query's parameter that is a number from 1 to {@code max}.
     *
     * @throws BadRequestException if it is another text
     */
    static int number(RoutingContext context, String name, int defaultValue, int max) {
        String text = context.request().getParam(name);
        if (text == null) {
            return defaultValue;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        throw new BadRequestException(name + " must be a number from 1 to " + max);
    }
}
