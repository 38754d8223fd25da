package io.coursepulse.blacklist;

import io.coursepulse.network.Network;
import java.util.Comparator;
import java.util.Locale;

/** An entry of the blacklist. Every entry has one text form, in which it is stored, listed, imported and removed. */
public sealed interface BlacklistEntry extends Comparable<BlacklistEntry> {

    /** Visitors from an address or a network: {@code 203.0.113.7}, {@code 2001:db8::/32}. */
    record Addresses(Network network) implements BlacklistEntry {
        @Override
        public String text() {
            return network.toString();
        }
    }

    /** Visitors whose user agent contains a string, ignoring case: {@code agent Bytespider}. */
    record Agent(String part) implements BlacklistEntry {

        /** Shorter strings would match nearly every user agent. */
        private static final int MIN_LENGTH = 3;

        private static final int MAX_LENGTH = 200;

        public Agent {
            if (part.length() < MIN_LENGTH
                    || part.length() > MAX_LENGTH
                    || part.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("Invalid user agent \"" + part + "\": must have " + MIN_LENGTH
                        + " to " + MAX_LENGTH + " characters and no control characters");
            }
        }

        @Override
        public String text() {
            return AGENT + part;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Agent agent && agent.part.equalsIgnoreCase(part);
        }

        @Override
        public int hashCode() {
            return part.toLowerCase(Locale.ROOT).hashCode();
        }
    }

    /** Visits to a course: {@code course 112}. */
    record Course(String id) implements BlacklistEntry {
        public Course {
            if (!id.matches("[A-Za-z0-9-]{1,32}")) {
                throw new IllegalArgumentException(
                        "Invalid course ID \"" + id + "\": must be 1 to 32 letters, digits or -");
            }
        }

        @Override
        public String text() {
            return COURSE + id;
        }
    }

    /** The prefix of an {@link Agent}'s text. */
    String AGENT = "agent ";

    /** The prefix of a {@link Course}'s text. */
    String COURSE = "course ";

    /** Addresses in numeric order, then user agents, then courses, alphabetically; consistent with equals. */
    Comparator<BlacklistEntry> ORDER = Comparator.comparing(BlacklistEntry::kind)
            .thenComparing((one, other) -> {
                if (one instanceof Addresses a && other instanceof Addresses b) {
                    return a.network.compareTo(b.network);
                }
                return one instanceof Agent
                        ? one.text().compareToIgnoreCase(other.text())
                        : one.text().compareTo(other.text());
            });

    /** The entry's text form, which {@link #parse} reads. */
    String text();

    private int kind() {
        return this instanceof Addresses ? 0 : this instanceof Agent ? 1 : 2;
    }

    @Override
    default int compareTo(BlacklistEntry other) {
        return ORDER.compare(this, other);
    }

    /**
     * Parses an entry.
     *
     * @throws IllegalArgumentException if it is not a valid entry; the message says why
     */
    static BlacklistEntry parse(String text) {
        String trimmed = text.strip();
        if (trimmed.startsWith(AGENT)) {
            return new Agent(trimmed.substring(AGENT.length()).strip());
        }
        if (trimmed.startsWith(COURSE)) {
            return new Course(trimmed.substring(COURSE.length()).strip());
        }
        return new Addresses(Network.parse(trimmed));
    }
}
