package io.coursepulse.visit;

import java.time.ZonedDateTime;

/**
 * A line with everything that is known of it. What the line does not say is an empty text.
 *
 * @param address the visitor's address or host name
 * @param time when, in the configured zone
 * @param path the path that was asked for, with its query
 * @param course the course's id, if the path is a course page
 * @param referrer as the line has it
 * @param engine the search engine that sent the visitor
 * @param keyword what the visitor searched for there
 * @param region where the visitor is, in ISO 3166
 * @param client the visitor's program
 * @param device the kind of device, as Yauaa names it
 */
public record EnrichedLine(
        String address,
        ZonedDateTime time,
        String method,
        String path,
        String course,
        int status,
        String referrer,
        String engine,
        String keyword,
        String region,
        String client,
        String device) {}
