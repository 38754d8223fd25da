package io.coursepulse.log;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Recognizes course pages by path templates such as <code>/class/{course}.html</code>. A course's ID has 1 to 32 ASCII
 * letters, digits and hyphens, which need no escaping in a row key or an HTML page.
 */
public final class CoursePages implements Serializable {

    /** The placeholder of the course's ID in a template. */
    public static final String COURSE = "{course}";

    private static final int MAX_ID_LENGTH = 32;

    private record Template(byte[] before, byte[] after) implements Serializable {
        @Override
        public String toString() {
            return new String(before, StandardCharsets.UTF_8) + COURSE + new String(after, StandardCharsets.UTF_8);
        }
    }

    private final List<Template> templates = new ArrayList<>();

    /**
     * Course pages by these templates, tried in order.
     *
     * @throws IllegalArgumentException if a template is not a path or does not contain exactly one {course}
     */
    public CoursePages(List<String> templates) {
        for (String template : templates) {
            int at = template.indexOf(COURSE);
            boolean once = at >= 0 && at == template.lastIndexOf(COURSE);
            boolean path = template.startsWith("/") && template.indexOf('?') < 0 && template.indexOf('#') < 0;
            if (!path || !once) {
                throw new IllegalArgumentException("Invalid course page template \"" + template + "\": must be a"
                        + " path that starts with / and contains {course} exactly once, such as /class/{course}.html");
            }
            this.templates.add(
                    new Template(utf8(template.substring(0, at)), utf8(template.substring(at + COURSE.length()))));
        }
    }

    /** The templates, as they were given. */
    @Override
    public String toString() {
        return templates.toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Finds the course's ID in a line's URI, ignoring scheme, host and query.
     *
     * @param id receives the position of the ID, if there is one
     * @return whether the line requests a course page
     */
    public boolean find(LogLine line, LogLine.Slice id) {
        byte[] bytes = line.bytes;
        line.path(id);
        int start = id.start;
        int end = id.end;
        for (Template template : templates) {
            int idStart = start + template.before.length;
            int idEnd = end - template.after.length;
            if (isId(bytes, idStart, idEnd)
                    && matches(bytes, start, template.before)
                    && matches(bytes, idEnd, template.after)) {
                id.set(idStart, idEnd);
                return true;
            }
        }
        return false;
    }

    private static boolean isId(byte[] bytes, int start, int end) {
        if (end <= start || end - start > MAX_ID_LENGTH) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!AsciiBytes.isLetter(bytes[i]) && !AsciiBytes.isDigit(bytes[i]) && bytes[i] != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean matches(byte[] bytes, int at, byte[] expected) {
        for (int i = 0; i < expected.length; i++) {
            if (bytes[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
