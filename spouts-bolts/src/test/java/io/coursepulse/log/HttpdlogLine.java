package io.coursepulse.log;

import java.time.Instant;
import nl.basjes.parse.core.Field;
import nl.basjes.parse.core.Parser;
import nl.basjes.parse.core.exceptions.DissectionFailure;
import nl.basjes.parse.core.exceptions.InvalidDissectorException;
import nl.basjes.parse.core.exceptions.MissingDissectorsException;
import nl.basjes.parse.httpdlog.HttpdLoglineParser;

/**
 * A line as read by <a href="https://github.com/nielsbasjes/logparser">nielsbasjes/logparser</a>, which fills this
 * class by reflection.
 */
public final class HttpdlogLine {

    private String client;
    private Instant time;
    private String method;
    private String uri;
    private int status;
    private String referrer;
    private String userAgent;

    /** Reads {@code combined} or {@code common}. Not thread-safe. */
    static final class Reader {

        private final Parser<HttpdlogLine> parser;

        Reader(LineFormat format) {
            parser = new HttpdLoglineParser<>(HttpdlogLine.class, format == LineFormat.COMMON ? "common" : "combined");
            // Common has neither referrer nor user agent.
            parser.ignoreMissingDissectors();
        }

        /** The line's fields; null if the line is rejected or an unexpected exception is thrown. */
        DecodedFields read(String line) {
            try {
                HttpdlogLine read = parser.parse(new HttpdlogLine(), line);
                return new DecodedFields(
                        null,
                        read.client,
                        read.time,
                        read.method,
                        read.uri,
                        read.status,
                        read.referrer,
                        read.userAgent);
            } catch (DissectionFailure | IllegalArgumentException | IndexOutOfBoundsException e) {
                return null;
            } catch (InvalidDissectorException | MissingDissectorsException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Field("IP:connection.client.host")
    public void setClient(String text) {
        client = text;
    }

    @Field("TIME.EPOCH:request.receive.time.epoch")
    public void setTime(Long millis) {
        time = Instant.ofEpochMilli(millis);
    }

    @Field("HTTP.METHOD:request.firstline.method")
    public void setMethod(String text) {
        method = text;
    }

    @Field("HTTP.URI:request.firstline.uri")
    public void setUri(String text) {
        uri = text;
    }

    @Field("STRING:request.status.last")
    public void setStatus(String text) {
        status = Integer.parseInt(text);
    }

    @Field("HTTP.URI:request.referer")
    public void setReferrer(String text) {
        referrer = text;
    }

    @Field("HTTP.USERAGENT:request.user-agent")
    public void setUserAgent(String text) {
        userAgent = text;
    }
}
