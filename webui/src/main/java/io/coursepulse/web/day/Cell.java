package io.coursepulse.web.day;

/** A number of clicks, and in which version of its table it last rose. */
final class Cell {

    private long clicks;
    private long version;

    long clicks() {
        return clicks;
    }

    long version() {
        return version;
    }

    /** Takes a reading; returns by how much it is above what was known, 0 if it is not. */
    long raiseTo(long reading, long version) {
        long more = reading - clicks;
        if (more <= 0) {
            return 0;
        }
        add(more, version);
        return more;
    }

    void add(long more, long version) {
        clicks += more;
        this.version = version;
    }
}
