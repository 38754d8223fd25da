package io.coursepulse.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The clicks in a sliding window, a record of topic {@code course-activity}: the key is the window's name, the value JSON
 * with these names. Everything in it is whole, not a difference: a record that comes again, or is missing, does no harm.
 *
 * @param window the window's name: {@code 1m}
 * @param slide the time from one window to the next: {@code 1s}; empty if the record does not say
 * @param from the first moment in it, by the lines' own time
 * @param to the first moment after it
 * @param filling whether it reaches back before the first lines that were seen, so that clicks may be missing
 * @param beforeFilling whether the window before it does, so that {@code before} may be too small to compare with
 * @param clicks the clicks in it, of all courses
 * @param before the clicks in the window of the same length just before it
 * @param late the clicks so far that came after their second was closed, and are in no window
 * @param future the clicks so far that were too far ahead of the clock, and are in no window
 * @param courses the courses visited most, or visited before: the most visited first, then by name
 * @param clocksAhead the partitions with recent lines that were more than a second ahead of the clock
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
        List<Course> courses,
        List<ClockAhead> clocksAhead) {

    /** A course's clicks in the window, and in the one just before it. */
    public record Course(String course, long clicks, long before) {}

    /**
     * A partition of the topic of log lines with lines from a clock that is ahead.
     *
     * @param partition its number
     * @param millis by how many milliseconds at most
     */
    public record ClockAhead(int partition, long millis) {}

    public RecentWindow {
        courses = List.copyOf(courses);
        clocksAhead = List.copyOf(clocksAhead);
    }

    /**
     * Reads a record.
     *
     * @throws IllegalArgumentException if it is not such a message
     */
    public static RecentWindow of(ConsumerRecord<byte[], byte[]> record) {
        JsonNode json = MessageJson.parse(record.value());
        List<Course> courses = new ArrayList<>();
        for (JsonNode course : MessageJson.list(json, "courses")) {
            courses.add(new Course(
                    MessageJson.text(course, "course"),
                    MessageJson.number(course, "clicks"),
                    MessageJson.number(course, "before", 0)));
        }
        List<ClockAhead> clocksAhead = new ArrayList<>();
        for (JsonNode clock : MessageJson.list(json, "clocksAhead")) {
            clocksAhead.add(
                    new ClockAhead(MessageJson.partition(clock, "partition"), MessageJson.number(clock, "millis")));
        }
        return new RecentWindow(
                MessageJson.text(json, "window"),
                MessageJson.text(json, "slide", ""),
                MessageJson.time(json, "from"),
                MessageJson.time(json, "to"),
                MessageJson.flag(json, "filling", false),
                MessageJson.flag(json, "beforeFilling", false),
                MessageJson.number(json, "clicks"),
                MessageJson.number(json, "before", 0),
                MessageJson.number(json, "late", 0),
                MessageJson.number(json, "future", 0),
                courses,
                clocksAhead);
    }

    /** The record's value. */
    public String toJson() {
        ObjectNode json = MessageJson.newObject()
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
        ArrayNode clocks = json.putArray("clocksAhead");
        for (ClockAhead clock : clocksAhead) {
            clocks.addObject().put("partition", clock.partition).put("millis", clock.millis);
        }
        return json.toString();
    }
}
