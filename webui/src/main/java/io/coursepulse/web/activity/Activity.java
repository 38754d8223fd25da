package io.coursepulse.web.activity;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A record of topic {@code course-activity}: what one window holds at one moment.
 *
 * @param window the window's name, {@code 10m}
 * @param slide how often it moves on, {@code 1s}
 * @param from the moment the window begins, in the lines' own time
 * @param to the moment it ends
 * @param filling whether the stream began less than a window ago
 * @param beforeFilling whether it began less than two windows ago, so that {@code before} is too small to compare with
 * @param clicks in the window
 * @param before in the window before it
 * @param late clicks that came too late to be in their window
 * @param future clicks of lines that are ahead of time
 * @param courses most clicks first
 */
public record Activity(
        String window,
        String slide,
        Instant from,
        Instant to,
        boolean filling,
        boolean beforeFilling,
        long clicks,
        long before,
        long late,
        long future,
        List<Course> courses) {

    /** A course's clicks in the window, and in the one before it. */
    public record Course(String course, long clicks, long before) {}

    public Activity {
        courses = List.copyOf(courses);
    }

    /**
     * Reads a record's value. Members that this version does not know are passed over.
     *
     * @throws IllegalArgumentException if the value is not such a record
     */
    public static Activity parse(byte[] value) {
        if (value == null) {
            throw new IllegalArgumentException("a record without a value");
        }
        try {
            JsonObject json = new JsonObject(Buffer.buffer(value));
            List<Course> courses = new ArrayList<>();
            JsonArray rows = json.getJsonArray("courses", new JsonArray());
            for (int i = 0; i < rows.size(); i++) {
                JsonObject row = rows.getJsonObject(i);
                courses.add(new Course(text(row, "course"), number(row, "clicks"), row.getLong("before", 0L)));
            }
            return new Activity(
                    text(json, "window"),
                    json.getString("slide", ""),
                    Instant.parse(text(json, "from")),
                    Instant.parse(text(json, "to")),
                    json.getBoolean("filling", false),
                    json.getBoolean("beforeFilling", false),
                    number(json, "clicks"),
                    json.getLong("before", 0L),
                    json.getLong("late", 0L),
                    json.getLong("future", 0L),
                    courses);
        } catch (ClassCastException | DecodeException | DateTimeException e) {
            throw new IllegalArgumentException("not a window: " + e.getMessage(), e);
        }
    }

    JsonObject toJson() {
        JsonArray rows = new JsonArray();
        courses.forEach(course -> rows.add(new JsonObject()
                .put("course", course.course())
                .put("clicks", course.clicks())
                .put("before", course.before())));
        return new JsonObject()
                .put("window", window)
                .put("slide", slide)
                .put("from", from.toString())
                .put("to", to.toString())
                .put("filling", filling)
                .put("beforeFilling", beforeFilling)
                .put("clicks", clicks)
                .put("before", before)
                .put("late", late)
                .put("future", future)
                .put("courses", rows);
    }

    private static String text(JsonObject json, String name) {
        String text = json.getString(name);
        if (text == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return text;
    }

    private static long number(JsonObject json, String name) {
        Long number = json.getLong(name);
        if (number == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return number;
    }
}
