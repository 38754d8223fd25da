package io.coursepulse.web.http;

import io.coursepulse.counter.StoreException;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.WatchedDay;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** {@code GET /api/v1/days/20171111}: all counts of a day. */
final class DayApi implements Handler<RoutingContext> {

    static final String PATH = "/api/v1/days/:day";

    /** A store that is down holds a read up to its own timeouts, which add up; a caller should hear sooner. */
    private static final long ANSWER_WITHIN_SECONDS = 15;

    private final Days days;

    DayApi(Days days) {
        this.days = days;
    }

    @Override
    public void handle(RoutingContext context) {
        String text = context.pathParam("day");
        Optional<LocalDate> day = DayParameter.parse(text);
        if (day.isEmpty()) {
            Errors.send(context, 400, DayParameter.refusal(text));
            return;
        }
        days.get(day.get())
                .timeout(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS)
                .map(WatchedDay::toJson)
                .onSuccess(json -> Json.send(context, 200, json))
                .onFailure(e -> fail(context, e));
    }

    private static void fail(RoutingContext context, Throwable e) {
        if (e instanceof StoreException.Unavailable) {
            Errors.send(context, 503, e.getMessage());
        } else if (e instanceof TimeoutException) {
            Errors.send(context, 503, "The store has not answered within " + ANSWER_WITHIN_SECONDS + " seconds");
        } else {
            context.fail(e);
        }
    }
}
