package io.coursepulse.web.http;

import io.coursepulse.dimension.CounterRow;
import io.coursepulse.dimension.CounterValue;
import io.coursepulse.dimension.Dimension;
import io.coursepulse.web.catalogue.Catalogue;
import io.coursepulse.web.day.DayPart;
import io.coursepulse.web.day.Days;
import io.coursepulse.web.day.Filter;
import io.coursepulse.web.day.StoreReads;
import io.coursepulse.web.day.Table;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** The counts of a day: all in one, a list of one dimension, or the rows of a table as they are stored. */
final class DayApi {

    static final String DAY = "/api/v1/days/:day";
    static final String ROWS = DAY + "/tables/:table";

    private final Days days;
    private final StoreReads store;
    private final Catalogue catalogue;

    DayApi(ServerContext served) {
        this.days = served.days();
        this.store = served.store();
        this.catalogue = served.catalogue();
    }

    /** @param get adds a route for a path */
    void routes(Function<String, Route> get) {
        get.apply(DAY).handler(this::day);
        for (Dimension dimension : Dimension.values()) {
            get.apply(DAY + "/" + dimension.list()).handler(context -> list(context, dimension));
        }
        get.apply(ROWS).handler(this::rows);
    }

    private void day(RoutingContext context) {
        LocalDate day = DayRequest.day(context);
        Filter filter = DayRequest.filter(context);
        answer(
                context,
                days.get(day, DayPart.COUNTS, waits(context))
                        .compose(counts -> days.get(day, DayPart.MINUTES, waits(context))),
                read -> Responses.json(context, 200, read.toJson(filter)));
    }

    private void list(RoutingContext context, Dimension dimension) {
        LocalDate day = DayRequest.day(context);
        Filter filter = DayRequest.filter(context);
        if (filter.engine().isPresent() && !dimension.byEngine()) {
            throw new DayRequest.BadRequestException(dimension.list() + " are not counted by search engine");
        }
        JsonObject head = new JsonObject().put("day", CounterRow.formatDay(day));
        StringBuilder name = new StringBuilder("coursepulse-" + CounterRow.formatDay(day) + "-" + dimension.list());
        filter.course().ifPresent(course -> {
            head.put("course", course);
            name.append('-').append(inFileName(course));
        });
        filter.engine().ifPresent(engine -> {
            head.put("engine", engine);
            name.append('-').append(inFileName(engine));
        });
        answer(context, days.get(day, DayPart.of(dimension), waits(context)), read -> {
            Table table = read.list(dimension, filter);
            Responses.table(context, head, name.toString(), dimension == Dimension.COURSE ? withTitles(table) : table);
        });
    }

    private void rows(RoutingContext context) {
        LocalDate day = DayRequest.day(context);
        String name = context.pathParam("table");
        Optional<Dimension> dimension = Dimension.ofTable(name);
        if (dimension.isEmpty()) {
            Errors.send(context, 404, "No such table; the tables are " + String.join(", ", tables()));
            return;
        }
        JsonObject head = new JsonObject().put("day", CounterRow.formatDay(day)).put("table", name);
        answer(
                context,
                store.rows(dimension.get(), day, waits(context)),
                rows -> Responses.table(context, head, name + "-" + CounterRow.formatDay(day), asStored(rows)));
    }

    private static List<String> tables() {
        return Arrays.stream(Dimension.values()).map(Dimension::table).toList();
    }

    private static Table asStored(List<CounterValue> rows) {
        return new Table(
                List.of("row", "clicks"),
                rows.stream()
                        .map(count -> List.<Object>of(count.row().key(), count.count()))
                        .toList());
    }

    private Table withTitles(Table courses) {
        if (catalogue.titles().isEmpty()) {
            return courses;
        }
        return new Table(
                List.of("course", "title", "clicks"),
                courses.rows().stream()
                        .map(row -> List.of(
                                row.get(0), catalogue.title((String) row.get(0)).orElse(""), row.get(1)))
                        .toList());
    }

    private static String inFileName(String text) {
        return text.replaceAll("[^A-Za-z0-9-]", "_");
    }

    /** Whether the client is still there and has no answer yet. */
    private static BooleanSupplier waits(RoutingContext context) {
        return () -> !context.response().ended() && !context.response().closed();
    }

    private static <T> void answer(RoutingContext context, Future<T> read, Consumer<T> send) {
        read.timeout(Responses.TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .onSuccess(send::accept)
                .onFailure(e -> Responses.sendFailure(context, e));
    }
}
