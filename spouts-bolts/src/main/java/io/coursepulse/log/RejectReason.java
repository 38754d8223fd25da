package io.coursepulse.log;

import java.util.Locale;

/** The reasons for rejecting a line. Every rejected line has exactly one and is counted under it. */
public enum RejectReason {
    /** The line is blank. */
    EMPTY,
    /** More than {@link LineParser#MAX_BYTES} bytes. */
    TOO_LONG,
    /** A field is missing or extra. */
    WRONG_FIELDS,
    /** The client is neither an address nor a host name. */
    BAD_CLIENT,
    /** The time is invalid or not in the format's notation. */
    BAD_TIME,
    /** The request is not {@code METHOD URI HTTP/version}. */
    BAD_REQUEST,
    /** The status is not three digits, 100 to 999. */
    BAD_STATUS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in messages and in the ledger's columns: {@code bad_time}. */
    public String label() {
        return label;
    }
}
