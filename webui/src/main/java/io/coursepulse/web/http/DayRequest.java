package io.coursepulse.web.http;

import io.coursepulse.web.day.Filter;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.Optional;

/** Which clicks a request is about, as paths and queries write it. */
final class DayRequest {

    private static final int LONGEST = 64;

    /** A request that cannot be answered; the message says why. */
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
     * @throws BadRequestException if it is none
     */
    static LocalDate day(RoutingContext context) {
        return day(context.pathParam("day"));
    }

    /**
     * A day.
     *
     * @throws BadRequestException if {@code text} is none
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

    /** A query's parameter that is a short text. */
    static Optional<String> text(RoutingContext context, String name) {
        String text = context.request().getParam(name);
        if (text != null && (text.isBlank() || text.length() > LONGEST)) {
            throw new BadRequestException(name + " is to have 1 to " + LONGEST + " characters");
        }
        return Optional.ofNullable(text);
    }

    /** A query's parameter that is a number from 1 to {@code most}. */
    static int number(RoutingContext context, String name, int standard, int most) {
        String text = context.request().getParam(name);
        if (text == null) {
            return standard;
        }
        if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new BadRequestException(name + " is to be a number from 1 to " + most);
    }
}
