package io.coursepulse.log;

import java.util.Locale;

/** Why a line was refused. The list is closed: every refusal has one of these reasons and is counted under it. */
public enum RejectReason {
    /** Nothing in the line but white space. */
    EMPTY,
    /** More than {@link LineParser#MAX_BYTES} bytes. */
    TOO_LONG,
    /** The line ends before its format does, or goes on after it. */
    WRONG_FIELDS,
    /** The client is neither an address nor a host name. */
    BAD_CLIENT,
    /** The time is not one, or not written as the format writes it. */
    BAD_TIME,
    /** The request is not {@code METHOD URI HTTP/version}. */
    BAD_REQUEST,
    /** The status is not three digits, 100 to 999. */
    BAD_STATUS;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The reason as messages and the ledger's columns have it: {@code bad_time}. */
    public String label() {
        return label;
    }
}
