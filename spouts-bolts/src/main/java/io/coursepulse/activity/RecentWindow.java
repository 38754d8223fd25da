package io.coursepulse.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The clicks in a window: a record of topic {@code course-activity}, whose key is the window's name and whose value is
 * JSON with these names. Everything in it is whole, not a difference: one that comes again, or is missing, does no harm.
 *
 * @param window the window's name: {@code 1m}
 * @param slide how far it is from the one before, and from the next: {@code 1s}
 * @param from the first moment in it, by the lines' own time
 * @param to the first moment behind it
 * @param filling whether it reaches back before what was seen of the lines, so that clicks may be missing
 * @param beforeFilling whether the window before it does, so that {@code before} may be too small to compare with
 * @param clicks the clicks in it, of all courses
 * @param before the clicks in the window of the same length just before it
 * @param late the clicks so far that came after their second was closed, and are in no window
 * @param future the clicks so far that were too far ahead of the clock, and are in no window
 * @param courses the courses visited most, or visited before: the most visited first, then by name
 */
public record RecentWindow(
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

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A course's clicks in the window, and in the one just before it. */
    public record Course(String course, long clicks, long before) {}

    public RecentWindow {
        courses = List.copyOf(courses);
    }

    /** The record's value. */
    public String toJson() {
        ObjectNode json = JSON.createObjectNode()
                .put("window", window)
                .put("slide", slide)
                .put("from", from.toString())
                .put("to", to.toString())
                .put("filling", filling)
                .put("beforeFilling", beforeFilling)
                .put("clicks", clicks)
                .put("before", before)
                .put("late", late)
                .put("future", future);
        ArrayNode array = json.putArray("courses");
        for (Course course : courses) {
            array.addObject()
                    .put("course", course.course)
                    .put("clicks", course.clicks)
                    .put("before", course.before);
        }
        return json.toString();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static RecentWindow parse(String json) {
        try {
            JsonNode node = JSON.readTree(json);
            List<Course> courses = new ArrayList<>();
            for (JsonNode course : node.required("courses")) {
                courses.add(new Course(
                        course.required("course").asText(),
                        course.required("clicks").asLong(),
                        course.required("before").asLong()));
            }
            return new RecentWindow(
                    node.required("window").asText(),
                    node.required("slide").asText(),
                    Instant.parse(node.required("from").asText()),
                    Instant.parse(node.required("to").asText()),
                    node.required("filling").asBoolean(),
                    node.required("beforeFilling").asBoolean(),
                    node.required("clicks").asLong(),
                    node.required("before").asLong(),
                    node.required("late").asLong(),
                    node.required("future").asLong(),
                    courses);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a window: " + json, e);
        }
    }
}
